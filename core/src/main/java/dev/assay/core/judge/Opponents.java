package dev.assay.core.judge;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.json.LineReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answers that an output is compared with: the expected ones, or those recorded in a file or
 * run.
 *
 * @param recorded answers by example id; empty where the expected one is meant
 * @param hash of the file, for the version
 */
record Opponents(Optional<Map<String, String>> recorded, String hash) {

  /** Compares with the expected output. */
  static final Opponents EXPECTED = new Opponents(Optional.empty(), "expected");

  /**
   * Reads rows {@code {id, output}}, or the results of a run's directory. Of several repetitions
   * the first one counts, wherever it stands.
   *
   * @throws InvalidInputException if there is no such file or a row is none
   */
  static Opponents read(String subject, Path path) {
    Path file = Files.isDirectory(path) ? path.resolve("results.jsonl") : path;
    Map<String, String> answers = new HashMap<>();
    Map<String, Integer> repeats = new HashMap<>();
    try (LineReader lines = LineReader.open(file)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        String text = Json.decode(line, file.toString());
        if (!text.isBlank()) {
          add(subject, Json.parse(text, file.toString(), lines.number()), answers, repeats);
        }
      }
      return new Opponents(Optional.of(answers), ContentHash.ofBytes(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of(subject, path, "expected, a file of rows {id, output}, or a run's directory"),
          e);
    }
  }

  private static void add(
      String subject, JsonNode json, Map<String, String> answers, Map<String, Integer> repeats) {
    JsonNode id = json.has("example_id") ? json.get("example_id") : json.get("id");
    JsonNode output = json.get("output");
    if (!(json instanceof ObjectNode) || id == null || output == null) {
      throw new InvalidInputException(
          Problem.of(subject, Json.write(json), "rows {id, output}, or a run's results"));
    }
    int repeat = json.path("repeat").asInt(0);
    if (output.isString() && repeat < repeats.getOrDefault(id.asString(), Integer.MAX_VALUE)) {
      repeats.put(id.asString(), repeat);
      answers.put(id.asString(), output.stringValue());
    }
  }

  /** The answer to compare with, if there is one. */
  Optional<String> of(Subject subject) {
    if (recorded.isEmpty()) {
      return subject.references().stream().findFirst();
    }
    return subject.example() == null
        ? Optional.empty()
        : Optional.ofNullable(recorded.get().get(subject.example().id()));
  }

  /** Why there is none. */
  String missing() {
    return recorded.isEmpty()
        ? "needs an expected output to compare with"
        : "no recorded answer of this id to compare with";
  }
}
