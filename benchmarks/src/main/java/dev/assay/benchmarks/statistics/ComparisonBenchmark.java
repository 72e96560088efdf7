package dev.assay.benchmarks.statistics;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.comparison.Slice;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.run.RunStatus;
import dev.assay.core.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two runs of 10,000 examples and 10 evaluators, once as a command has it: without warm-up, in a
 * process of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class ComparisonBenchmark {

  private static final int EXAMPLES = 10_000;
  private static final int EVALUATORS = 10;

  private static final ComparisonSettings SLICED =
      new ComparisonSettings(
          ComparisonSettings.DEFAULT.alpha(),
          ComparisonSettings.DEFAULT.minimumEffect(),
          ComparisonSettings.DEFAULT.method(),
          ComparisonSettings.DEFAULT.adjustment(),
          EnumSet.of(Slice.By.PARTITION, Slice.By.TAG),
          List.of(),
          false);

  private @Nullable RunScores base;
  private @Nullable RunScores candidate;

  /** Examples of their own difficulty; half of the evaluators judge by passing, half by a score. */
  @Setup
  public void draw() {
    base = run("base", 0, 11);
    candidate = run("candidate", 0.01, 12);
  }

  /** Everything compared. */
  @Benchmark
  public RunComparison all() {
    return RunComparison.of(
        requireNonNull(base), requireNonNull(candidate), ComparisonSettings.DEFAULT);
  }

  /** Also by partition and by tag. */
  @Benchmark
  public RunComparison bySlices() {
    return RunComparison.of(requireNonNull(base), requireNonNull(candidate), SLICED);
  }

  private static RunScores run(String id, double drop, long seed) {
    SplittableRandom difficulties = new SplittableRandom(1);
    SplittableRandom random = new SplittableRandom(seed);
    List<RunScores.Measured> evaluators = new ArrayList<>();
    for (int e = 0; e < EVALUATORS; e++) {
      evaluators.add(new RunScores.Measured("evaluator-" + e, "1", true, 0, 1, true));
    }
    List<ExampleScores> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      double difficulty = difficulties.nextDouble();
      Map<String, Double> values = new HashMap<>();
      for (int e = 0; e < EVALUATORS; e++) {
        double score = Math.max(0, 0.6 + 0.2 * difficulty - drop + 0.2 * random.nextDouble());
        values.put("evaluator-" + e, e % 2 == 0 ? score : score > 0.65 ? 1 : 0);
      }
      boolean passed = random.nextDouble() < 0.85 + 0.1 * difficulty - drop;
      examples.add(
          new ExampleScores(
              "example-" + i,
              "hash-" + i,
              i % 3 == 0 ? Partition.GOLDEN : Partition.DISTRIBUTION,
              List.of("tag-" + i % 5),
              passed ? Verdict.Outcome.PASS : Verdict.Outcome.FAIL,
              passed ? 1 : 0,
              passed ? null : FailureMode.INCORRECT,
              values,
              Set.of(),
              List.of(200 * Math.exp(0.5 * random.nextGaussian())),
              500 + 100 * random.nextDouble(),
              0.001));
    }
    RunScores.Run run =
        new RunScores.Run(
            id,
            "suite",
            "dataset",
            "sha256:1",
            "java Assistant",
            "1",
            List.of(),
            null,
            Instant.EPOCH,
            RunStatus.COMPLETE,
            EXAMPLES,
            1,
            "sha256:2");
    return new RunScores(run, evaluators, examples);
  }
}
