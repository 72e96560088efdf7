package dev.assay.core.comparison;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.json.LineReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run's scores in a file that can be committed: JSON Lines, the run and its evaluators first,
 * then a line for each example, in order of id. No text of an example, output or reason is in it.
 *
 * @since 0.1
 */
public final class BaselineFile {

  /** The version of the format; a greater one is refused. */
  public static final int FORMAT = 1;

  static final String KIND = "assay-baseline";

  private BaselineFile() {}

  /**
   * Writes {@code scores}, replacing what is there in one step.
   *
   * @throws InvalidInputException if it cannot be written
   */
  public static void write(RunScores scores, Path file) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    line(lines, header(scores));
    scores.examples().stream()
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .forEach(example -> line(lines, example(example)));
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
      Files.write(temporary, lines.toByteArray());
      move(temporary, file);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("baseline", file, "a file that can be written").next(e.toString()), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void line(ByteArrayOutputStream lines, ObjectNode json) {
    lines.writeBytes(Json.writeUtf8(json));
    lines.write('\n');
  }

  private static ObjectNode header(RunScores scores) {
    RunScores.Run run = scores.run();
    ObjectNode json = Json.object().put("kind", KIND).put("format", FORMAT);
    json.put("run", run.id()).put("suite", run.suite());
    json.put("dataset", run.dataset()).put("dataset_hash", run.datasetHash());
    json.put("target", run.target()).put("target_version", run.targetVersion());
    ArrayNode prompts = json.putArray("prompt_versions");
    run.promptVersions().forEach(prompts::add);
    json.put("git_commit", run.gitCommit());
    json.put("started_at", run.startedAt().toString());
    json.put("status", run.status().key());
    json.put("planned", run.planned()).put("repeats", run.repeats());
    json.put("policy_hash", run.policyHash());
    ArrayNode evaluators = json.putArray("evaluators");
    for (RunScores.Measured evaluator : scores.evaluators()) {
      ObjectNode item = evaluators.addObject();
      item.put("name", evaluator.name()).put("version", evaluator.version());
      item.put("higher_is_better", evaluator.higherIsBetter());
      item.put("low", finite(evaluator.low())).put("high", finite(evaluator.high()));
      item.put("decides", evaluator.decides());
      if (evaluator.operational()) {
        item.put("unit", evaluator.unit().key());
      }
    }
    return json;
  }

  private static @Nullable Double finite(double end) {
    return Double.isFinite(end) ? (Double) end : null;
  }

  private static ObjectNode example(ExampleScores example) {
    ObjectNode json = Json.object().put("id", example.id()).put("hash", example.hash());
    json.put("partition", example.partition().key());
    ArrayNode tags = json.putArray("tags");
    example.tags().forEach(tags::add);
    json.put("outcome", example.outcome().key());
    if (example.passShare() != (example.outcome() == Verdict.Outcome.PASS ? 1 : 0)) {
      json.put("pass_share", example.passShare());
    }
    FailureMode mode = example.failureMode();
    if (mode != null) {
      json.put("failure_mode", mode.key());
    }
    ObjectNode values = json.putObject("values");
    new TreeMap<>(example.values()).forEach(values::put);
    if (!example.unscored().isEmpty()) {
      ArrayNode unscored = json.putArray("unscored");
      example.unscored().stream().sorted().forEach(unscored::add);
    }
    if (!example.latencies().isEmpty()) {
      ArrayNode latencies = json.putArray("latency_ms");
      example.latencies().forEach(latencies::add);
    }
    if (example.tokens() != null) {
      json.put("tokens", example.tokens());
    }
    if (example.cost() != null) {
      json.put("cost", example.cost());
    }
    return json;
  }

  /** Whether {@code file} looks like a baseline rather than another file. */
  public static boolean looksLikeOne(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (LineReader lines = LineReader.open(file)) {
      byte[] first = lines.next();
      return first != null && Json.decode(first, file.toString()).contains(KIND);
    } catch (IOException | InvalidInputException e) {
      return false;
    }
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws InvalidInputException naming the line that is wrong
   */
  public static RunScores read(Path file) {
    try (LineReader lines = LineReader.open(file)) {
      BaselineReader reader = new BaselineReader(file.toString());
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        if (line.length > 0) {
          reader.read(
              Json.parse(Json.decode(line, file.toString()), file.toString(), lines.number()),
              lines.number());
        }
      }
      return reader.scores();
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("baseline", file, "a file that can be read")
              .next("make one with assay baseline save RUN " + file),
          e);
    }
  }
}
