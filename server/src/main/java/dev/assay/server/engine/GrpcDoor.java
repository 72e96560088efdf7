package dev.assay.server.engine;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Access;
import dev.assay.server.collector.Collector;
import dev.assay.server.collector.OtlpGrpc;
import dev.assay.server.config.Address;
import dev.assay.server.config.ServerConfig;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A port for OTLP over gRPC. */
final class GrpcDoor implements AutoCloseable {

  private static final int THREADS = 4;
  // What is being received of one connection is held before anything of ours sees it.
  private static final int CALLS_A_CONNECTION = 16;
  private static final int CLOSE_SECONDS = 5;

  private final Address address;
  private final ExecutorService threads;
  private final Server server;

  GrpcDoor(ServerConfig config, Collector collector, Access access) {
    address = Objects.requireNonNull(config.doors().grpc(), "grpc");
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread made = new Thread(task, "assay-grpc");
              made.setDaemon(true);
              return made;
            });
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address.resolve())
            .executor(threads)
            .maxInboundMessageSize(config.limits().wire().bodyBytes())
            .maxConcurrentCallsPerConnection(CALLS_A_CONNECTION)
            .intercept(access.grpc());
    new OtlpGrpc(collector).services().forEach(builder::addService);
    server = builder.build();
  }

  void start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("grpc", address, "an address of this machine that nobody listens on")
              .next("stop who does, or choose another with --grpc"),
          e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.shutdown();
  }
}
