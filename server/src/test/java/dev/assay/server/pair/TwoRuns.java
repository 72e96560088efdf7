package dev.assay.server.pair;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.json.Json;
import dev.assay.core.suite.SuiteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Runs of a small suite, whose answers a test says. */
public final class TwoRuns {

  /** How many examples the dataset has. */
  public static final int EXAMPLES = 20;

  private final Path folder;

  /** Under this folder. */
  public TwoRuns(Path folder) {
    this.folder = folder;
  }

  /** Where the runs are. */
  public Path runs() {
    return folder.resolve("runs");
  }

  /**
   * Runs the suite.
   *
   * @param answer to an example by its number; null for none
   */
  public void run(String name, String at, IntFunction<@Nullable String> answer) throws IOException {
    StringBuilder dataset = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      dataset
          .append(
              Json.write(
                  Json.object()
                      .put("id", "e" + i)
                      .put("partition", "distribution")
                      .put("input", "question " + i)
                      .put("expected_output", "better " + i)))
          .append('\n');
      String output = answer.apply(i);
      if (output != null) {
        byte[] row = Json.writeUtf8(Json.object().put("id", "e" + i).put("output", output));
        outputs.append(new String(row, StandardCharsets.UTF_8)).append('\n');
      }
    }
    Files.writeString(folder.resolve("dataset.jsonl"), dataset);
    Files.writeString(folder.resolve("outputs.jsonl"), outputs);
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        name: small
        dataset: dataset.jsonl
        target: {recorded: outputs.jsonl}
        evaluators: [exact-match]
        gate: {distribution: {pass_rate: 0.5}}
        """);
    Evaluation.of(SuiteReader.read(suite, List.of(), Map.of()))
        .workingDirectory(folder)
        .output(runs().resolve(name))
        .clock(Clock.fixed(Instant.parse(at), ZoneOffset.UTC))
        .run();
  }

  /** Makes the exact match of a run look like a judge that compared it with another. */
  public void asJudge(String run) throws IOException {
    Path header = runs().resolve(run).resolve("run.json");
    String text = Files.readString(header);
    String changed =
        text.replaceAll("\"evaluator\"\\s*:\\s*\"exact-match\"", "\"evaluator\":\"pairwise\"");
    if (changed.equals(text)) {
      throw new IllegalStateException("no evaluator to change in " + text);
    }
    Files.writeString(header, changed);
  }
}
