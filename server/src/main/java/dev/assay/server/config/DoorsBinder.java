package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.otel.wire.WireLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds {@code http}, {@code grpc}, {@code public_url} and {@code limits}. */
final class DoorsBinder {

  private static final long KIB = 1 << 10;
  private static final long GIB = 1L << 30;

  private final Scope scope;
  private final Fields root;

  DoorsBinder(Scope scope, Fields root) {
    this.scope = scope;
    this.root = root;
  }

  Doors doors() {
    Address http = address("http", Doors.DEFAULT.http()).orElse(Doors.DEFAULT.http());
    Optional<URI> publicUrl = scope.web(root, "public_url");
    Optional<Node> given = root.get("grpc");
    if (given.filter(DoorsBinder::http).isPresent()) {
      return Doors.merged(http, publicUrl.orElse(null));
    }
    Address elsewhere = new Address(http.host(), 4317);
    boolean off = given.filter(Scope::off).isPresent();
    @Nullable Address grpc = off ? null : address("grpc", elsewhere).orElse(elsewhere);
    return new Doors(http, grpc, publicUrl.orElse(null));
  }

  // The word for wherever http is.
  private static boolean http(Node node) {
    return node instanceof Node.Scalar scalar && "http".equals(scalar.meant().asString(""));
  }

  private Optional<Address> address(String key, Address defaults) {
    Node node = root.get(key).orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof Node.Scalar scalar) {
      Optional<Address> found = AddressText.read(scalar.meant().asString(""), defaults.host());
      if (found.isEmpty()) {
        String off = key.equals("grpc") ? ", or http, or off" : "";
        scope.wrong(node, key, AddressText.FORM + ", or both as host and port" + off);
      }
      return found;
    }
    return scope
        .section(root, key)
        .map(
            fields -> {
              String host = fields.text("host").orElse(defaults.host());
              if (!AddressText.host(host)) {
                fields.get("host").ifPresent(n -> fields.wrong("host", n, "a name or an address"));
              }
              int port = fields.whole("port", 0, 65_535).orElse((long) defaults.port()).intValue();
              return new Address(host, port);
            });
  }

  Limits limits() {
    Fields fields = scope.section(root, "limits").orElse(null);
    if (fields == null) {
      return Limits.DEFAULT;
    }
    WireLimits wire = WireLimits.withDefaults();
    long body = fields.size("max_body", KIB, GIB).orElse((long) wire.bodyBytes());
    long value = fields.whole("max_value", 100, 100_000_000).orElse((long) wire.valueCharacters());
    long record =
        fields.whole("max_record", 1_000, 400_000_000).orElse((long) wire.recordCharacters());
    if (record < value) {
      fields
          .get("max_record")
          .or(() -> fields.get("max_value"))
          .ifPresent(n -> fields.wrong("max_record", n, "at least max_value, which is " + value));
    }
    Duration ahead = fields.duration("ahead", Duration.ZERO, Scope.DAY).orElse(wire.ahead());
    return new Limits(
        wire.withBodyBytes((int) body)
            .withValueCharacters((int) value)
            .withRecordCharacters((int) record)
            .withAhead(ahead),
        fields
            .whole("max_requests", 1, 10_000)
            .orElse((long) Limits.DEFAULT.requests())
            .intValue());
  }
}
