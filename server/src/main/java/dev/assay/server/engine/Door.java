package dev.assay.server.engine;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.api.Api;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.access.LocalHosts;
import dev.assay.server.api.access.Scope;
import dev.assay.server.collector.Collector;
import dev.assay.server.collector.OtlpGrpc;
import dev.assay.server.collector.OtlpHttp;
import dev.assay.server.collector.Port;
import dev.assay.server.config.Address;
import dev.assay.server.config.Doors;
import dev.assay.server.web.Web;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/** A port, and who answers there. */
final class Door implements AutoCloseable {

  private final String name;
  private final Address address;
  private final Port port;

  private Door(String name, Address address, boolean http2, Consumer<JavalinConfig> answers) {
    this.name = name;
    this.address = address;
    port = Port.of(address.host(), address.port(), http2, answers);
  }

  /** OTLP over HTTP, the API and the pages, and OTLP over gRPC if it has no port of its own. */
  static Door http(
      Doors doors, WireLimits limits, Collector collector, Access access, Api api, Web web) {
    OtlpHttp otlp = new OtlpHttp(collector, limits);
    return new Door(
        "http",
        doors.http(),
        doors.merged(),
        to -> {
          to.http.maxRequestSize = limits.bodyBytes();
          if (access.isOpen()) {
            to.routes.before(localHosts(doors));
          }
          to.routes.before("/v1/*", access.otlp());
          otlp.addTo(to.routes);
          api.addTo(to.routes);
          web.addTo(to.routes);
          if (doors.merged()) {
            otlpGrpc(limits, collector, access).addTo(to.routes);
          }
        });
  }

  /** OTLP over gRPC alone. */
  static Door grpc(Doors doors, WireLimits limits, Collector collector, Access access) {
    OtlpGrpc otlp = otlpGrpc(limits, collector, access);
    Address address = Objects.requireNonNull(doors.grpc(), "grpc");
    return new Door("grpc", address, true, to -> otlp.addTo(to.routes));
  }

  private static LocalHosts localHosts(Doors doors) {
    URI shown = doors.publicUrl();
    return LocalHosts.and(
        Arrays.asList(doors.http().host(), shown == null ? null : shown.getHost()));
  }

  private static OtlpGrpc otlpGrpc(WireLimits limits, Collector collector, Access access) {
    return new OtlpGrpc(collector, limits, context -> access.check(context, Scope.INGEST));
  }

  void start() {
    try {
      port.start();
    } catch (JavalinBindException e) {
      throw new InvalidInputException(
          Problem.of(name, address, "an address of this machine that nobody listens on")
              .next("stop who does, or choose another with --" + name),
          e);
    }
  }

  int port() {
    return port.number();
  }

  URI uri() {
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** Answers who has begun, and closes. */
  @Override
  public void close() {
    port.close();
  }
}
