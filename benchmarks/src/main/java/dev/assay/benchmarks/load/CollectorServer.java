package dev.assay.benchmarks.load;

import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.collector.Collector;
import dev.assay.server.collector.IntakeFilter;
import dev.assay.server.collector.OtlpGrpc;
import dev.assay.server.collector.OtlpHttp;
import dev.assay.server.collector.Port;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import io.javalin.config.RoutesConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The doors and the journal alone, without anything behind them: what acknowledging costs, and the
 * least that has to survive a kill. Arguments: folder, HTTP port, gRPC port.
 */
public final class CollectorServer {

  private CollectorServer() {}

  /** Serves until killed. */
  public static void main(String[] args) {
    WireLimits limits = WireLimits.withDefaults();
    Journal journal =
        Journal.open(Path.of(args[0]).resolve("journal"), JournalSettings.DEFAULT, Position.START);
    Collector collector =
        new Collector(journal, OtlpDecoder.withDefaults(), IntakeFilter.NONE, Clock.systemUTC());
    serve(args[2], routes -> new OtlpGrpc(collector, limits, context -> {}).addTo(routes));
    serve(
        args[1],
        routes -> {
          new OtlpHttp(collector, limits).addTo(routes);
          routes.get("/readyz", context -> context.result("ready"));
        });
  }

  // Its threads keep the process alive.
  private static void serve(String port, Consumer<RoutesConfig> answers) {
    Port.of("127.0.0.1", Integer.parseInt(port), true, to -> answers.accept(to.routes)).start();
  }
}
