package dev.assay.cli.browser;

import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** Servers of the tests' own, for pages that the demo does not show. */
final class Servers {

  private Servers() {}

  /**
   * Starts one.
   *
   * @param folder where its configuration is written
   * @param data its data directory
   */
  static Engine started(Path folder, Path data, String configuration) throws IOException {
    Path config = Files.writeString(folder.resolve("assay.yaml"), configuration);
    Engine engine =
        Engine.open(
            ServerConfigReader.read(config, Map.of(), Overrides.NONE.data(data.toString())),
            new Engine.Surroundings(
                Clock.systemUTC(), System::nanoTime, Map.of(), new SecureRandom(), "test"));
    engine.start();
    return engine;
  }
}
