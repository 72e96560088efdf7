package dev.assay.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Usage;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.Reducer;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunOptions;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.SliceSummary.EvaluatorSummary;
import dev.assay.core.verdict.PassPolicy;
import dev.assay.core.verdict.PolicyConfig;
import dev.assay.core.verdict.PolicyEvaluator;
import dev.assay.core.verdict.Verdict;
import dev.assay.core.verdict.Verdict.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSummariesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Reducer ALL = new Reducer(Reducer.Kind.ALL, 1);
  private static final Reducer ANY = new Reducer(Reducer.Kind.ANY, 1);

  /** A graded evaluator that must reach 0.5, and a rule. */
  private static final PassPolicy POLICY =
      PassPolicy.ofEvaluators(
          PolicyConfig.DEFAULT,
          List.of(
              evaluator("grade", false, OptionalDouble.of(0.5)),
              evaluator("rule", true, OptionalDouble.empty())));

  @Test
  void of_oneRepeat_countsEveryExampleOnce() {
    List<ExampleResult> results =
        List.of(
            graded("a", Partition.GOLDEN, 0, 0.9),
            graded("b", Partition.GOLDEN, 0, 0.4),
            unscored("c", Partition.GOLDEN, 0),
            failed("d", Partition.DISTRIBUTION, 0),
            graded("e", Partition.DISTRIBUTION, 0, 0.5));

    RunSummary summary =
        RunSummaries.of(
            header(1, Reducer.MEAN, Map.of(Partition.GOLDEN, 5, Partition.DISTRIBUTION, 2)),
            results,
            POLICY);

    SliceSummary golden = summary.of(Partition.GOLDEN).orElseThrow();
    assertThat(List.of(golden.planned(), golden.passed(), golden.failed(), golden.unscored()))
        .as("two planned examples never ran, one could not be scored")
        .containsExactly(5, 1, 1, 3);
    assertThat(golden.coverage()).isEqualTo(0.4);
    assertThat(golden.passRate().value()).isEqualTo(0.5);
    // statsmodels 0.13.5, proportion_confint(1, 2, method="wilson")
    assertThat(golden.passRate().low()).isCloseTo(0.0945, within(1e-4));
    assertThat(golden.passRate().high()).isCloseTo(0.9055, within(1e-4));
    assertThat(golden.failureModes())
        .containsExactly(new SliceSummary.ModeCount(FailureMode.INCORRECT, 1));
    assertThat(summary.of(Partition.ADVERSARIAL)).isEmpty();
    assertThat(summary.overall().planned()).isEqualTo(7);
    assertThat(summary.overall().passed()).isEqualTo(2);
    assertThat(summary.ids(Partition.GOLDEN, Outcome.FAIL)).containsExactly("b");
    assertThat(summary.examples())
        .extracting(ExampleVerdict::id)
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void of_evaluators_haveMeansAndWhatTheyCouldNotScore() {
    List<ExampleResult> results =
        List.of(
            graded("a", Partition.GOLDEN, 0, 0.45),
            graded("b", Partition.GOLDEN, 0, 0.6),
            graded("c", Partition.GOLDEN, 0, 0.75),
            unscored("d", Partition.GOLDEN, 0),
            failed("e", Partition.GOLDEN, 0));

    EvaluatorSummary grade =
        RunSummaries.of(header(1, Reducer.MEAN, Map.of(Partition.GOLDEN, 5)), results, POLICY)
            .overall()
            .evaluators()
            .get(0);

    assertThat(grade.name()).isEqualTo("grade");
    assertThat(grade.scored()).isEqualTo(3);
    assertThat(grade.unscored()).isEqualTo(2);
    assertThat(grade.unscoredReasons())
        .containsExactly("needs an expected output (1)", "no output: the target failed (1)");
    assertThat(grade.mean().value()).isCloseTo(0.6, within(1e-12));
    // 0.6 ± 4.302653 · 0.15 / √3
    assertThat(grade.mean().high())
        .isCloseTo(0.6 + 4.302652729911275 * 0.15 / Math.sqrt(3), within(1e-9));
    assertThat(grade.passRate().value()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void of_fewSpreadValues_intervalStaysWithinTheRange() {
    List<ExampleResult> results =
        List.of(
            graded("a", Partition.GOLDEN, 0, 0.2),
            graded("b", Partition.GOLDEN, 0, 0.6),
            graded("c", Partition.GOLDEN, 0, 0.9));

    EvaluatorSummary grade =
        RunSummaries.of(header(1, Reducer.MEAN, Map.of(Partition.GOLDEN, 3)), results, POLICY)
            .overall()
            .evaluators()
            .get(0);

    assertThat(grade.mean().low()).isZero();
    assertThat(grade.mean().high()).isEqualTo(1);
  }

  @Test
  void of_allAtTheTop_intervalDoesNotCollapse() {
    List<ExampleResult> results =
        List.of(
            graded("a", Partition.GOLDEN, 0, 1),
            graded("b", Partition.GOLDEN, 0, 1),
            graded("c", Partition.GOLDEN, 0, 1));

    EvaluatorSummary grade =
        RunSummaries.of(header(1, Reducer.MEAN, Map.of(Partition.GOLDEN, 3)), results, POLICY)
            .overall()
            .evaluators()
            .get(0);

    // Wilson's interval for 3 of 3: 1 / (1 + 1.96² / 3)
    assertThat(grade.mean().low()).isCloseTo(0.4385, within(1e-4));
    assertThat(grade.mean().high()).isEqualTo(1);
  }

  @Test
  void of_nothingRan_everythingIsUnscored() {
    RunSummary summary =
        RunSummaries.of(header(1, Reducer.MEAN, Map.of(Partition.GOLDEN, 3)), List.of(), POLICY);

    SliceSummary golden = summary.of(Partition.GOLDEN).orElseThrow();
    assertThat(golden.unscored()).isEqualTo(3);
    assertThat(golden.passRate()).isNull();
    assertThat(golden.latency()).isNull();
    assertThat(golden.evaluators()).allSatisfy(e -> assertThat(e.mean()).isNull());
  }

  @Test
  void of_meanOfRepeats_decidesOnTheMean() {
    assertThat(reduced(Reducer.MEAN, 3, 0.3, 0.5, 0.9)).isEqualTo(Verdict.PASSED);
    assertThat(reduced(Reducer.MEAN, 3, 0.3, 0.4, 0.6))
        .isEqualTo(Verdict.failed(FailureMode.INCORRECT, "grade 0.433 < 0.5"));
  }

  @Test
  void of_meanOfRepeatsWithOneUnscored_isUnscored() {
    Verdict verdict =
        verdict(
            Reducer.MEAN,
            3,
            graded("a", Partition.GOLDEN, 0, 1),
            unscored("a", Partition.GOLDEN, 1),
            graded("a", Partition.GOLDEN, 2, 1));

    assertThat(verdict)
        .isEqualTo(Verdict.unscored("grade: needs an expected output (1 of 3 repetitions)"));
  }

  @Test
  void of_meanOfRepeatsWithARuleBrokenOnce_fails() {
    Verdict verdict =
        verdict(Reducer.MEAN, 3, ruled("a", 0, true), ruled("a", 1, false), ruled("a", 2, true));

    assertThat(verdict)
        .isEqualTo(Verdict.failed(FailureMode.INCORRECT, "rule: broken (1 of 3 repetitions)"));
  }

  @Test
  void of_meanOfRepeatsWithAFailedTarget_fails() {
    Verdict verdict =
        verdict(
            Reducer.MEAN, 2, graded("a", Partition.GOLDEN, 0, 1), failed("a", Partition.GOLDEN, 1));

    assertThat(verdict)
        .isEqualTo(Verdict.failed(FailureMode.ERROR, "timeout: late (1 of 2 repetitions)"));
  }

  @Test
  void of_repeatsMissing_passesOnlyWhereTheyCouldNotMatter() {
    assertThat(reduced(Reducer.MEAN, 3, 1.0, 1.0))
        .isEqualTo(Verdict.unscored("ran 2 of 3 repetitions"));
    assertThat(reduced(ALL, 3, 1.0, 1.0)).isEqualTo(Verdict.unscored("ran 2 of 3 repetitions"));
    assertThat(reduced(ALL, 3, 1.0, 0.0).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(reduced(ANY, 3, 0.0, 0.0)).isEqualTo(Verdict.unscored("ran 2 of 3 repetitions"));
    assertThat(reduced(ANY, 3, 0.0, 1.0)).isEqualTo(Verdict.PASSED);
    assertThat(reduced(new Reducer(Reducer.Kind.PASS_AT_K, 2), 3, 1.0, 1.0))
        .as("of three with two passes, every two hold a pass")
        .isEqualTo(Verdict.PASSED);
    assertThat(reduced(new Reducer(Reducer.Kind.PASS_AT_K, 2), 3, 1.0, 0.0))
        .isEqualTo(Verdict.unscored("ran 2 of 3 repetitions"));
  }

  @Test
  void of_allAndAny_reduceVerdicts() {
    assertThat(reduced(ALL, 3, 1, 1, 1)).isEqualTo(Verdict.PASSED);
    assertThat(reduced(ALL, 3, 1, 0.1, 0.2))
        .isEqualTo(Verdict.failed(FailureMode.INCORRECT, "grade 0.1 < 0.5 (2 of 3 repetitions)"));
    assertThat(reduced(ANY, 3, 0, 0, 1)).isEqualTo(Verdict.PASSED);
    assertThat(reduced(ANY, 3, 0, 0, 0).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(
            verdict(ANY, 2, graded("a", Partition.GOLDEN, 0, 0), unscored("a", Partition.GOLDEN, 1))
                .outcome())
        .isEqualTo(Outcome.UNSCORED);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.2", "2, 0.4", "4, 0.8", "5, 1"})
  void of_passAtK_isTheUnbiasedEstimate(int k, double expected) {
    RunSummary summary = summary(new Reducer(Reducer.Kind.PASS_AT_K, k), 5, 1, 0, 0, 0, 0);

    assertThat(summary.examples().get(0).passShare()).isCloseTo(expected, within(1e-12));
    assertThat(summary.overall().passRate().value()).isCloseTo(expected, within(1e-12));
    assertThat(summary.overall().passed()).isEqualTo(expected == 1 ? 1 : 0);
  }

  @Test
  void of_passAtKOfSeveral_isTheirMean() {
    List<ExampleResult> results = new ArrayList<>();
    for (int repeat = 0; repeat < 2; repeat++) {
      results.add(graded("both", Partition.GOLDEN, repeat, 1));
      results.add(graded("one", Partition.GOLDEN, repeat, repeat));
      results.add(graded("none", Partition.GOLDEN, repeat, 0));
    }

    SliceSummary slice =
        RunSummaries.of(
                header(2, new Reducer(Reducer.Kind.PASS_AT_K, 1), Map.of(Partition.GOLDEN, 3)),
                results,
                POLICY)
            .overall();

    assertThat(slice.passRate().value()).isCloseTo(0.5, within(1e-12));
    assertThat(slice.passRate().n()).isEqualTo(3);
    assertThat(slice.passRate().low()).isGreaterThanOrEqualTo(0);
    assertThat(List.of(slice.passed(), slice.failed())).containsExactly(1, 2);
  }

  @Test
  void of_repeats_evaluatorMeansAreOfExamplesNotOfCalls() {
    List<ExampleResult> results = new ArrayList<>();
    for (int repeat = 0; repeat < 10; repeat++) {
      results.add(graded("a", Partition.GOLDEN, repeat, 0));
      results.add(graded("b", Partition.GOLDEN, repeat, 1));
    }

    EvaluatorSummary grade =
        RunSummaries.of(header(10, Reducer.MEAN, Map.of(Partition.GOLDEN, 2)), results, POLICY)
            .overall()
            .evaluators()
            .get(0);

    assertThat(grade.scored()).isEqualTo(2);
    assertThat(grade.mean().n()).isEqualTo(2);
    assertThat(grade.mean().value()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void of_latencyAndUsage_leaveCachedAnswersOut() {
    List<ExampleResult> results = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      results.add(timed("e" + i, 100.0 * i, false));
    }
    results.add(timed("e5", 1.0, true));
    results.add(failed("e6", Partition.GOLDEN, 0));

    SliceSummary slice =
        RunSummaries.of(header(1, Reducer.MEAN, Map.of(Partition.GOLDEN, 6)), results, POLICY)
            .overall();

    // numpy.quantile([100, 200, 300, 400], [0.5, 0.95, 0.99])
    SliceSummary.LatencySummary latency = slice.latency();
    assertThat(latency.n()).isEqualTo(4);
    assertThat(latency.p50()).isCloseTo(250, within(1e-9));
    assertThat(latency.p95()).isCloseTo(385, within(1e-9));
    assertThat(latency.p99()).isCloseTo(397, within(1e-9));
    assertThat(latency.max()).isEqualTo(400);
    assertThat(slice.usage()).isEqualTo(new Usage(40L, null, null, null, 0.5 * 4));
  }

  private static Verdict reduced(Reducer reducer, int planned, double... values) {
    return summary(reducer, planned, values).examples().get(0).verdict();
  }

  private static RunSummary summary(Reducer reducer, int planned, double... values) {
    List<ExampleResult> results = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      results.add(graded("a", Partition.GOLDEN, i, values[i]));
    }
    return RunSummaries.of(header(planned, reducer, Map.of(Partition.GOLDEN, 1)), results, POLICY);
  }

  private static Verdict verdict(Reducer reducer, int planned, ExampleResult... results) {
    return RunSummaries.of(
            header(planned, reducer, Map.of(Partition.GOLDEN, 1)), List.of(results), POLICY)
        .examples()
        .get(0)
        .verdict();
  }

  private static ExampleResult timed(String id, double millis, boolean cached) {
    Interaction answer =
        Interaction.ofOutput("x").toBuilder()
            .latencyMillis(millis)
            .usage(new Usage(10L, null, null, null, 0.5))
            .build();
    List<EvaluatorScore> scores = scores(Score.of(1), Score.ofPass(true, null));
    return result(id, Partition.GOLDEN, 0, answer, scores, cached);
  }

  private static ExampleResult graded(String id, Partition partition, int repeat, double value) {
    return result(
        id,
        partition,
        repeat,
        Interaction.ofOutput("x"),
        scores(Score.of(value), Score.ofPass(true, null)),
        false);
  }

  private static ExampleResult ruled(String id, int repeat, boolean passed) {
    return result(
        id,
        Partition.GOLDEN,
        repeat,
        Interaction.ofOutput("x"),
        scores(Score.of(1), Score.ofPass(passed, passed ? null : "broken")),
        false);
  }

  private static ExampleResult unscored(String id, Partition partition, int repeat) {
    return result(
        id,
        partition,
        repeat,
        Interaction.ofOutput("x"),
        scores(Score.unscored("needs an expected output"), Score.ofPass(true, null)),
        false);
  }

  private static ExampleResult failed(String id, Partition partition, int repeat) {
    return result(id, partition, repeat, Interaction.ofError("timeout", "late"), List.of(), false);
  }

  private static List<EvaluatorScore> scores(Score grade, Score rule) {
    return List.of(new EvaluatorScore("grade", "v", grade), new EvaluatorScore("rule", "v", rule));
  }

  private static ExampleResult result(
      String id,
      Partition partition,
      int repeat,
      Interaction interaction,
      List<EvaluatorScore> scores,
      boolean cached) {
    Example example = Example.builder(id, partition, "q").build();
    return new ExampleResult(
        example,
        repeat,
        interaction,
        scores,
        POLICY.decide(example, interaction, scores),
        cached,
        NOW);
  }

  private static PolicyEvaluator evaluator(String name, boolean rule, OptionalDouble threshold) {
    return new PolicyEvaluator(
        name, name, Set.of(), Set.of(), true, 0, 1, rule, FailureMode.INCORRECT, threshold);
  }

  private static RunHeader header(int repeats, Reducer reducer, Map<Partition, Integer> planned) {
    RunOptions defaults = RunOptions.DEFAULT;
    return new RunHeader(
        "run-1",
        "suite",
        null,
        "sha256:suite",
        "dataset",
        "sha256:dataset",
        planned,
        "",
        List.of(
            new EvaluatorIdentity("grade", "grade", "v", true, OptionalDouble.of(0.5)),
            new EvaluatorIdentity("rule", "rule", "v", true, OptionalDouble.empty())),
        "java",
        "fake",
        "v1",
        null,
        new RunOptions(
            defaults.concurrency(),
            repeats,
            reducer,
            defaults.seed(),
            defaults.timeout(),
            defaults.retries(),
            defaults.budget()),
        NOW,
        null,
        RunStatus.COMPLETE,
        null,
        0,
        0,
        Usage.NONE,
        Usage.NONE,
        "test");
  }
}
