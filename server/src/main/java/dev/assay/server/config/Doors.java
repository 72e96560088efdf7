package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is to be reached.
 *
 * @param http OTLP over HTTP, the API and the pages
 * @param grpc OTLP over gRPC; null if it is off; the same as {@code http} if one port is to take
 *     both
 * @param merged whether one port takes both
 * @param publicUrl where people reach it, for links in alerts; null if not known
 * @since 0.1
 */
public record Doors(Address http, @Nullable Address grpc, boolean merged, @Nullable URI publicUrl) {

  /** Loopback, 4318 and 4317. */
  public static final Doors DEFAULT =
      new Doors(new Address(Address.LOOPBACK, 4318), new Address(Address.LOOPBACK, 4317), null);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one port is to take both and they differ
   */
  public Doors {
    requireNonNull(http, "http");
    if (merged && !http.equals(grpc)) {
      throw new IllegalArgumentException("grpc: " + grpc + " (expected: http's, " + http + ")");
    }
  }

  /** One port takes both where both are named the same, and not just any. */
  public Doors(Address http, @Nullable Address grpc, @Nullable URI publicUrl) {
    this(http, grpc, http.port() != 0 && http.equals(grpc), publicUrl);
  }

  /** One port for all. */
  public static Doors merged(Address http, @Nullable URI publicUrl) {
    return new Doors(http, http, true, publicUrl);
  }

  /** All that are open. */
  public List<Address> open() {
    return grpc == null || merged ? List.of(http) : List.of(http, grpc);
  }
}
