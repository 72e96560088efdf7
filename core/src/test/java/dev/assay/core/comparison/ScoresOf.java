package dev.assay.core.comparison;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.run.RunStatus;
import dev.assay.core.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes runs of numbers. */
final class ScoresOf {

  static final String JUDGE = "helpfulness";

  private final String id;
  private final List<ExampleScores> examples = new ArrayList<>();
  private String version = "1-abc";
  private String policy = "sha256:1";
  private String dataset = "sha256:data";

  private ScoresOf(String id) {
    this.id = id;
  }

  static ScoresOf run(String id) {
    return new ScoresOf(id);
  }

  ScoresOf version(String version) {
    this.version = version;
    return this;
  }

  ScoresOf policy(String policy) {
    this.policy = policy;
    return this;
  }

  ScoresOf dataset(String dataset) {
    this.dataset = dataset;
    return this;
  }

  /** An example that passed or failed, with the judge's grade from 1 to 5 if it has one. */
  ScoresOf example(boolean passed, @Nullable Double grade) {
    return example("e" + examples.size(), "h" + examples.size(), passed, grade);
  }

  ScoresOf example(String id, String hash, boolean passed, @Nullable Double grade) {
    int n = examples.size();
    examples.add(
        new ExampleScores(
            id,
            hash,
            n % 2 == 0 ? Partition.GOLDEN : Partition.DISTRIBUTION,
            List.of(n % 3 == 0 ? "billing" : "other"),
            passed ? Verdict.Outcome.PASS : Verdict.Outcome.FAIL,
            passed ? 1 : 0,
            passed ? null : FailureMode.INCORRECT,
            grade == null ? Map.of() : Map.of(JUDGE, grade),
            grade == null ? Set.of(JUDGE) : Set.of(),
            List.of(100.0 + n),
            50.0,
            null));
    return this;
  }

  ScoresOf unscored() {
    int n = examples.size();
    examples.add(
        new ExampleScores(
            "e" + n,
            "h" + n,
            Partition.DISTRIBUTION,
            List.of(),
            Verdict.Outcome.UNSCORED,
            0,
            null,
            Map.of(),
            Set.of(JUDGE),
            List.of(),
            null,
            null));
    return this;
  }

  RunScores build() {
    RunScores.Run run =
        new RunScores.Run(
            id,
            "suite",
            "data",
            dataset,
            "java Assistant",
            "1",
            List.of("p1"),
            "c0ffee",
            Instant.parse("2026-11-21T08:00:00Z"),
            RunStatus.COMPLETE,
            examples.size(),
            1,
            policy);
    return new RunScores(
        run, List.of(new RunScores.Measured(JUDGE, version, true, 1, 5, true)), examples);
  }
}
