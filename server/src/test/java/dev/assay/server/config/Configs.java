package dev.assay.server.config;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files of configuration, written and read. */
final class Configs {

  private Configs() {}

  static ServerConfig read(Path folder, String yaml) {
    return read(folder, yaml, Map.of());
  }

  static ServerConfig read(Path folder, String yaml, Map<String, String> environment) {
    return ServerConfigReader.read(write(folder, yaml), environment, Overrides.NONE);
  }

  /** What is wrong with it, without the folder. */
  static List<String> mistakes(Path folder, String yaml, Map<String, String> environment) {
    try {
      read(folder, yaml, environment);
      return List.of();
    } catch (InvalidInputException e) {
      return e.problems().stream()
          .map(Problem::message)
          .map(message -> message.replace(folder + "/", ""))
          .toList();
    }
  }

  static Path write(Path folder, String yaml) {
    try {
      return Files.writeString(folder.resolve("c.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
