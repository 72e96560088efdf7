package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Access;
import dev.assay.server.config.Address;
import dev.assay.server.config.Doors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a server may be bound, and whether it asks for keys.
 *
 * <p>With a key in force it asks for one, wherever it is bound. Without, it is open to everybody on
 * this machine, and is not bound anywhere else. What holds when it starts holds until it stops: it
 * does not open when its last key is revoked, and a first key made later is asked for from the next
 * start on.
 *
 * @since 0.1
 */
public final class Binding {

  private Binding() {}

  /**
   * Who is let in through these doors.
   *
   * @throws InvalidInputException if a door is open to others and there is no key, or its host is
   *     not known
   */
  public static Access access(Doors doors, KeyStore keys) {
    requireNonNull(doors, "doors");
    boolean any = keys.any();
    List<Problem> problems = new ArrayList<>();
    for (Address door : doors.open()) {
      String subject = door.equals(doors.http()) ? "http" : "grpc";
      Optional<Boolean> loopback = loopback(door.host());
      if (loopback.isEmpty()) {
        problems.add(Problem.of(subject, door, "a host whose name is known, or an address"));
      } else if (!loopback.get() && !any) {
        problems.add(
            Problem.of(
                    subject, door, "a loopback address such as 127.0.0.1 while there is no API key")
                .next("make a key first: assay keys create --name NAME --scopes ingest,read"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return any ? Access.withKeys(keys) : Access.open();
  }

  /** Whether a host is this machine alone; empty if it is not known. */
  static Optional<Boolean> loopback(String host) {
    try {
      boolean all = true;
      for (InetAddress address : InetAddress.getAllByName(host)) {
        all &= address.isLoopbackAddress();
      }
      return Optional.of(all);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
