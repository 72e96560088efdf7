package dev.assay.benchmarks.load;

import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.engine.Engine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * The whole server in a process with nothing around it, for profilers and for JVM options of one's
 * own. Arguments: configuration, folder, HTTP port, gRPC port.
 */
public final class EngineServer {

  private EngineServer() {}

  /** Serves until it is asked to stop. */
  public static void main(String[] args) throws InterruptedException {
    Overrides flags = Overrides.NONE.data(args[1]).http(args[2]).grpc(args[3]);
    ServerConfig config = ServerConfigReader.read(Path.of(args[0]), System.getenv(), flags);
    Engine engine =
        Engine.open(
            config,
            new Engine.Surroundings(
                Clock.systemUTC(), System.getenv(), new SecureRandom(), "benchmark"));
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "close"));
    engine.start();
    Thread.currentThread().join();
  }
}
