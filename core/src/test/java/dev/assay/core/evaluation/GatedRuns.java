package dev.assay.core.evaluation;

import dev.assay.core.gate.GateResult;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.suite.Kinds;
import dev.assay.core.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Runs of a hundred examples in a folder, under a gate, at a time and in an environment. */
final class GatedRuns {

  static final Instant NOW = Instant.parse("2026-01-31T12:30:45Z");
  static final Map<String, String> CI = Map.of("CI", "true");

  private static final int EXAMPLES = 100;

  private final Path folder;

  GatedRuns(Path folder) {
    this.folder = folder;
  }

  /** The evaluation of a suite of which so many examples pass. */
  Evaluation of(int passing, String gate) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      rows.append(
          "{\"id\":\"e%d\",\"partition\":\"distribution\",\"input\":\"q%d\",\"expected_output\":\"a%d\"}\n"
              .formatted(i, i, i));
    }
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      String output = i < passing ? "a" + i : "wrong";
      outputs.append("{\"id\":\"e%d\",\"output\":\"%s\"}\n".formatted(i, output));
    }
    Files.writeString(folder.resolve("d.jsonl"), rows);
    Files.writeString(folder.resolve("o.jsonl"), outputs);
    Path file = folder.resolve("s.yaml");
    Files.writeString(
        file,
        "name: s\ndataset: d.jsonl\ntarget: {recorded: o.jsonl}\nevaluators: [exact-match]\ngate: "
            + gate
            + "\n");
    return Evaluation.of(SuiteReader.read(file, List.of(), Map.of()))
        .workingDirectory(folder)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .registry(Kinds.evaluators())
        .cache(null)
        .embeddings(EmbeddingModels.of());
  }

  /** The folder stands on this branch. */
  void onBranch(String branch) throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/" + branch + "\n");
  }

  static GateResult.Criterion criterion(EvaluationResult result, String name) {
    return result.gate().criteria().stream()
        .filter(criterion -> criterion.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(result.gate().criteria()));
  }
}
