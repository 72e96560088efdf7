package dev.assay.cli;

import dev.assay.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Runs commands in this process, as a script would: not on a terminal. */
final class Cli {

  private byte[] input = new byte[0];
  private Map<String, String> environment = Map.of();

  record Result(int code, String out, String err) {

    /** Standard output as the one document that {@code --json} promises. */
    JsonNode json() {
      return Json.parse(out, "standard output", 1);
    }
  }

  Cli input(String text) {
    this.input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Cli environment(Map<String, String> environment) {
    this.environment = environment;
    return this;
  }

  static Result assay(String... args) {
    return new Cli().run(args);
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            100,
            environment);
    int code = Assay.run(args, terminal);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
