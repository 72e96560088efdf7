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
 * @param publicUrl where people reach it, for links in alerts; null if not known
 * @since 0.1
 */
public record Doors(Address http, @Nullable Address grpc, @Nullable URI publicUrl) {

  /** Loopback, 4318 and 4317. */
  public static final Doors DEFAULT =
      new Doors(new Address(Address.LOOPBACK, 4318), new Address(Address.LOOPBACK, 4317), null);

  /** Checks the parts. */
  public Doors {
    requireNonNull(http, "http");
  }

  /** Whether one port takes HTTP and gRPC. */
  public boolean merged() {
    return http.port() != 0 && http.equals(grpc);
  }

  /** All that are open. */
  public List<Address> open() {
    return grpc == null ? List.of(http) : List.of(http, grpc);
  }
}
