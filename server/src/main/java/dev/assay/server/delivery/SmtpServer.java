package dev.assay.server.delivery;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes e-mail.
 *
 * @param host its name
 * @param port its port, such as 587
 * @param security how the connection is kept from others
 * @param user who logs in; null for nobody
 * @param password with what; null exactly if there is no user
 * @since 0.1
 */
public record SmtpServer(
    String host, int port, Security security, @Nullable String user, @Nullable String password) {

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if the port is none, there is a user without a password or the
   *     other way round, or a password would go over the wire for all to read
   */
  public SmtpServer {
    Objects.requireNonNull(security, "security");
    if (host.isBlank()) {
      throw new InvalidInputException(Problem.of("host", host, "a host's name"));
    }
    if (port < 1 || port > 65_535) {
      throw new InvalidInputException(Problem.of("port", port, "1 to 65535"));
    }
    if ((user == null) != (password == null)) {
      throw new InvalidInputException(
          Problem.of("user", user, "a user and a password, or neither"));
    }
    if (password != null && security == Security.NONE) {
      throw new InvalidInputException(
          Problem.of("security", "none", "starttls or tls where there is a password"));
    }
  }

  /** How the connection is kept from others. */
  public enum Security {
    /** Not at all. */
    NONE,
    /** It begins in the clear and must then be encrypted, or nothing is sent. */
    STARTTLS,
    /** Encrypted from the start. */
    TLS
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
