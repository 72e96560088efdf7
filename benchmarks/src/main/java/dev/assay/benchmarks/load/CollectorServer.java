package dev.assay.benchmarks.load;

import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.collector.Collector;
import dev.assay.server.collector.IntakeFilter;
import dev.assay.server.collector.OtlpGrpc;
import dev.assay.server.collector.OtlpHttp;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The doors and the journal alone, without anything behind them: what acknowledging costs, and the
 * least that has to survive a kill. Arguments: folder, HTTP port, gRPC port.
 */
public final class CollectorServer {

  private CollectorServer() {}

  /** Serves until killed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    WireLimits limits = WireLimits.withDefaults();
    Journal journal =
        Journal.open(Path.of(args[0]).resolve("journal"), JournalSettings.DEFAULT, Position.START);
    Collector collector =
        new Collector(journal, OtlpDecoder.withDefaults(), IntakeFilter.NONE, Clock.systemUTC());
    NettyServerBuilder grpc =
        NettyServerBuilder.forPort(Integer.parseInt(args[2]))
            .maxInboundMessageSize(limits.bodyBytes());
    new OtlpGrpc(collector).services().forEach(grpc::addService);
    Javalin.create(
            config -> {
              new OtlpHttp(collector, limits).addTo(config.routes);
              config.routes.get("/readyz", context -> context.result("ready"));
            })
        .start("127.0.0.1", Integer.parseInt(args[1]));
    grpc.build().start().awaitTermination();
  }
}
