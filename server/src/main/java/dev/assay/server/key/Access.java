package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.config.Address;
import dev.assay.server.config.Doors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in.
 *
 * <p>Whoever sends a key in force, for what it is for. Without any key in force and with all doors
 * on loopback, everybody on this machine, for everything. A server whose doors are open to others
 * does not start without a key, and once the last is revoked it lets nobody in.
 *
 * @since 0.1
 */
public final class Access {

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e]{1,200}) *");

  private final KeyStore keys;
  private final boolean local;

  private Access(KeyStore keys, boolean local) {
    this.keys = keys;
    this.local = local;
  }

  /**
   * The rule for a server with these doors and keys.
   *
   * @throws InvalidInputException if a door is open to others and there is no key, or its host is
   *     not known
   */
  public static Access of(Doors doors, KeyStore keys) {
    requireNonNull(keys, "keys");
    List<Problem> problems = new ArrayList<>();
    boolean local = true;
    boolean any = keys.any();
    for (Address door : doors.open()) {
      Optional<Boolean> loopback = loopback(door.host());
      local &= loopback.orElse(false);
      String subject = door.equals(doors.http()) ? "http" : "grpc";
      if (loopback.isEmpty()) {
        problems.add(Problem.of(subject, door, "the name of a host that is known, or an address"));
      } else if (!loopback.get() && !any) {
        problems.add(
            Problem.of(
                    subject,
                    door,
                    "a loopback address such as 127.0.0.1, as long as there is no API key")
                .next("make one first: assay keys create --name NAME --scopes ingest,read"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new Access(keys, local);
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

  /**
   * Who calls; nobody if they are not to be let in.
   *
   * @param authorization the header of that name; null if there is none
   */
  public Optional<Caller> caller(@Nullable String authorization) {
    if (open()) {
      return Optional.of(Caller.LOCAL);
    }
    Matcher bearer = authorization == null ? null : BEARER.matcher(authorization);
    return bearer == null || !bearer.matches() ? Optional.empty() : keys.check(bearer.group(1));
  }

  /** Whether no key is asked for. */
  public boolean open() {
    return local && !keys.any();
  }
}
