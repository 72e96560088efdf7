package dev.assay.core.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.Outcome;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.run.RunStatus;
import dev.assay.core.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories of 30 simulated runs: how often one of an unchanged system shows a change. */
class TrendFalseAlarmsTest {

  private static final int HISTORIES = 120;
  private static final int RUNS = 30;

  // Where a drop comes, and how large it is in points of the pass rate.
  private static final int DROP_AT = 20;

  /**
   * The table of docs/statistics.md. Standard error of a rate of 5% over 120 histories: 2 points.
   */
  @ParameterizedTest
  @CsvSource({
    // examples, judges, noise, unchanged marked at most, marked step by step at least
    "100, 5, 0.5, 0.08, 0.6",
  })
  void unchangedSystem_isSeldomMarked(
      int examples, int judges, double noise, double most, double leastStepByStep) {
    long marked = 0;
    long stepwise = 0;
    List<boolean[]> outcomes =
        IntStream.range(0, HISTORIES)
            .parallel()
            .mapToObj(i -> simulate(examples, judges, noise, 0, i))
            .map(runs -> new boolean[] {marked(runs), stepByStep(runs)})
            .toList();
    for (boolean[] outcome : outcomes) {
      marked += outcome[0] ? 1 : 0;
      stepwise += outcome[1] ? 1 : 0;
    }
    String words = examples + " examples: " + marked + ", step by step " + stepwise;
    assertThat((double) marked / HISTORIES).as(words).isLessThanOrEqualTo(most);
    assertThat((double) stepwise / HISTORIES).as(words).isGreaterThanOrEqualTo(leastStepByStep);
  }

  @ParameterizedTest
  @CsvSource({"200, 0.20, 0.8"})
  void drop_isMarkedWhereItComes(int examples, double drop, double least) {
    long found =
        IntStream.range(0, HISTORIES)
            .parallel()
            .mapToObj(i -> simulate(examples, 1, 0.5, drop, i))
            .map(runs -> RunHistory.of(runs, List.of()).steps().get(DROP_AT))
            .filter(step -> step.point(Compared.PASS_RATE).orElseThrow().worse())
            .count();
    assertThat((double) found / HISTORIES).isGreaterThanOrEqualTo(least);
  }

  private static boolean marked(List<RunHistory.Stored> runs) {
    return RunHistory.of(runs, List.of()).steps().stream()
        .flatMap(step -> step.points().stream())
        .anyMatch(RunHistory.Point::significant);
  }

  private static boolean stepByStep(List<RunHistory.Stored> runs) {
    return IntStream.range(1, runs.size())
        .mapToObj(
            i ->
                RunComparison.of(
                    runs.get(i - 1).scores(), runs.get(i).scores(), ComparisonSettings.DEFAULT))
        .flatMap(comparison -> comparison.compared().stream())
        .anyMatch(
            one -> one.outcome() == Outcome.REGRESSION || one.outcome() == Outcome.IMPROVEMENT);
  }

  // Examples differ in how hard they are; a run passes each with its own probability, on average
  // 0.9, and judges grade its quality from 1 to 5 with noise.
  private static List<RunHistory.Stored> simulate(
      int examples, int judges, double noise, double drop, long seed) {
    Random random = new Random(seed * 7919 + examples);
    double[] easy = new double[examples];
    double[] quality = new double[examples];
    for (int i = 0; i < examples; i++) {
      easy[i] = 0.8 + 0.2 * random.nextDouble();
      quality[i] = 2 + 2 * random.nextDouble();
    }
    List<RunHistory.Stored> runs = new ArrayList<>(RUNS);
    for (int run = 0; run < RUNS; run++) {
      List<ExampleScores> scores = new ArrayList<>(examples);
      for (int i = 0; i < examples; i++) {
        boolean passed = random.nextDouble() < easy[i] - (run >= DROP_AT ? drop : 0);
        Map<String, Double> grades = new HashMap<>();
        for (int judge = 0; judge < judges; judge++) {
          double grade = quality[i] + noise * random.nextGaussian();
          grades.put("judge-" + judge, Math.min(5, Math.max(1, grade)));
        }
        scores.add(example(i, passed, grades));
      }
      runs.add(new RunHistory.Stored("r" + run, run(run, judges, scores)));
    }
    return runs;
  }

  private static ExampleScores example(int i, boolean passed, Map<String, Double> grades) {
    return new ExampleScores(
        "e" + i,
        "h" + i,
        Partition.DISTRIBUTION,
        List.of(),
        passed ? Verdict.Outcome.PASS : Verdict.Outcome.FAIL,
        passed ? 1 : 0,
        passed ? null : FailureMode.INCORRECT,
        grades,
        Set.of(),
        List.of(),
        null,
        null);
  }

  private static RunScores run(int number, int judges, List<ExampleScores> examples) {
    RunScores.Run run =
        new RunScores.Run(
            "run-" + number,
            "suite",
            "data",
            "sha256:data",
            "target",
            "1",
            List.of(),
            null,
            Instant.parse("2026-11-01T08:00:00Z").plusSeconds(3600L * number),
            RunStatus.COMPLETE,
            examples.size(),
            1,
            "sha256:policy");
    List<RunScores.Measured> evaluators =
        IntStream.range(0, judges)
            .mapToObj(j -> new RunScores.Measured("judge-" + j, "1", true, 1, 5, false))
            .toList();
    return new RunScores(run, evaluators, examples);
  }
}
