package dev.assay.server.engine;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.Api;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.access.LocalHosts;
import dev.assay.server.collector.Collector;
import dev.assay.server.collector.OtlpHttp;
import dev.assay.server.config.Address;
import dev.assay.server.config.ServerConfig;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.util.Arrays;

/** One port for OTLP over HTTP and the API. */
final class HttpDoor implements AutoCloseable {

  private final Address address;
  private final Javalin server;

  HttpDoor(ServerConfig config, Collector collector, Access access, Api api) {
    address = config.doors().http();
    OtlpHttp otlp = new OtlpHttp(collector, config.limits().wire());
    server =
        Javalin.create(
            to -> {
              to.startup.showJavalinBanner = false;
              to.http.maxRequestSize = config.limits().wire().bodyBytes();
              if (access.isOpen()) {
                URI shown = config.doors().publicUrl();
                to.routes.before(
                    LocalHosts.and(
                        Arrays.asList(address.host(), shown == null ? null : shown.getHost())));
              }
              to.routes.before("/v1/*", access.otlp());
              otlp.addTo(to.routes);
              api.addTo(to.routes);
            });
  }

  void start() {
    try {
      server.start(address.host(), address.port());
    } catch (JavalinBindException e) {
      throw new InvalidInputException(
          Problem.of("http", address, "an address of this machine that nobody listens on")
              .next("stop who does, or choose another with --http"),
          e);
    }
  }

  URI uri() {
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    return URI.create("http://" + host + ":" + server.port());
  }

  @Override
  public void close() {
    server.stop();
  }
}
