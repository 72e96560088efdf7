package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.calibration.Trust;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCriteriaTest {

  private static final OptionalDouble SURE = OptionalDouble.of(0.95);

  @ParameterizedTest
  @CsvSource({
    "500, 472, 0.9, PASS",
    "500, 455, 0.9, INCONCLUSIVE",
    "500, 430, 0.9, FAIL",
    "12, 12, 0.95, INCONCLUSIVE",
    "73, 73, 0.95, PASS",
  })
  void passRate_withConfidence_isDecidedByItsInterval(
      int n, int passed, double min, GateDecision decision) {
    GateConfig gate =
        new GateConfig(
            List.of(
                new GateConfig.Requirement(
                    Partition.DISTRIBUTION, min, 0.95, false, SURE, Inconclusive.WARN)));
    RunScores run = run("r", n, passed);

    GateResult result =
        Gate.decide(gate, Simulated.summary(run), run, GateBaseline.UNNAMED, List.of());

    assertThat(result.decision()).isEqualTo(decision);
    assertThat(result.letsThrough()).isEqualTo(decision != GateDecision.FAIL);
  }

  @Test
  void passRate_fewExamplesThatAllPassedByHalf_isNotSure() {
    GateConfig gate =
        new GateConfig(
            List.of(
                new GateConfig.Requirement(
                    Partition.DISTRIBUTION, 0.4, 0.95, false, SURE, Inconclusive.WARN)));
    RunScores run = run("r", 3, 0);
    RunSummary none = Simulated.summary(run);
    List<ExampleVerdict> halves =
        none.examples().stream()
            .map(e -> new ExampleVerdict(e.id(), e.partition(), e.verdict(), 0.5, 2))
            .toList();
    RunSummary summary = new RunSummary(none.partitions(), none.overall(), halves);

    GateResult result = Gate.decide(gate, summary, run, GateBaseline.UNNAMED, List.of());

    assertThat(result.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
  }

  @Test
  void passRate_undecidedWhereThatFails_failsTheGate() {
    GateConfig gate =
        new GateConfig(
            List.of(
                new GateConfig.Requirement(
                    Partition.DISTRIBUTION, 0.95, 0.95, false, SURE, Inconclusive.FAIL)));
    RunScores run = run("r", 12, 12);

    GateResult result =
        Gate.decide(gate, Simulated.summary(run), run, GateBaseline.UNNAMED, List.of());

    assertThat(result.criteria().get(0).decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(result.decision()).isEqualTo(GateDecision.FAIL);
    assertThat(result.letsThrough()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // n, passed before, passed now (those before among them or the reverse), margin, decision
    "500, 450, 450, 0.03, PASS",
    "500, 450, 400, 0.03, FAIL",
    "500, 450, 444, 0.1, PASS",
    "50, 45, 45, 0.03, INCONCLUSIVE",
    "50, 45, 43, 0.03, INCONCLUSIVE",
    "500, 450, 480, 0.03, PASS",
  })
  void noRegression_passRate_isRuledOutShownOrNeither(
      int n, int before, int now, double margin, GateDecision decision) {
    Criterion criterion =
        decide(
            GateCriterion.NoRegression.ofPassRate(margin), run("b", n, before), run("c", n, now));

    assertThat(criterion.decision()).as(criterion.toString()).isEqualTo(decision);
  }

  @Test
  void noRegression_lossShown_saysByHowMuchAndWho() {
    Criterion criterion =
        decide(
            GateCriterion.NoRegression.ofPassRate(0.03), run("main", 100, 90), run("c", 100, 80));

    assertThat(criterion.name()).isEqualTo("all.no_regression.pass_rate");
    assertThat(criterion.required()).isEqualTo("pass_rate not worse than the baseline by 0.03");
    assertThat(criterion.observed())
        .startsWith("0.8 against 0.9, difference -0.1 [")
        .endsWith("] at 90%, 100 pairs with run main");
    assertThat(criterion.explanation())
        .startsWith(
            "a loss is shown (p = 0.000977, at most 0.05) and one of 0.03 is not ruled out;")
        .endsWith("newly failing: e80, e81, e82, e83, e84, e85, e86, e87, e88, e89");
  }

  @Test
  void noRegression_undecided_saysHowManyExamplesWouldDo() {
    Criterion criterion =
        decide(GateCriterion.NoRegression.ofPassRate(0.03), run("main", 50, 45), run("c", 50, 44));

    assertThat(criterion.undecided()).isEqualTo(Inconclusive.WARN);
    assertThat(criterion.explanation()).matches(".*; \\d+ examples would show it of a system.*");
  }

  @Test
  void noRegression_lowerIsBetter_failsWhereItRises() {
    RunScores base = judged("b", false, i -> 2 + i % 3 * 0.1);
    RunScores candidate = judged("c", false, i -> 3 + i % 5 * 0.1);

    Criterion worse = decide(GateCriterion.NoRegression.of("judge", 0.2), base, candidate);
    Criterion better = decide(GateCriterion.NoRegression.of("judge", 0.2), candidate, base);

    assertThat(worse.decision()).isEqualTo(GateDecision.FAIL);
    assertThat(worse.observed()).startsWith("3.2 against 2.1, difference 1.1 [");
    assertThat(better.decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void noRegression_everyPairEqual_isNoConfidentZero() {
    RunScores base = judged("b", true, i -> 3);
    RunScores candidate = judged("c", true, i -> 3);

    Criterion narrow = decide(GateCriterion.NoRegression.of("judge", 0.01), base, candidate);
    Criterion wide = decide(GateCriterion.NoRegression.of("judge", 1), base, candidate);

    assertThat(narrow.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(wide.decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void noRegression_otherVersionOrPolicy_cannotBeTold() {
    RunScores base = judged("b", true, i -> 3);
    RunScores other =
        new RunScores(
            base.run(),
            List.of(new RunScores.Measured("judge", "2", true, 1, 5, false)),
            base.examples());

    Criterion criterion = decide(GateCriterion.NoRegression.of("judge", 0.5), base, other);

    assertThat(criterion.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(criterion.undecided()).isNull();
    assertThat(criterion.explanation()).contains("version 2 now and was 1; assay rejudge");
  }

  @Test
  void noRegression_noBaseline_holdsTheRunUpInCiAndWarnsElsewhere() {
    GateConfig gate = new GateConfig(List.of()).with(GateCriterion.NoRegression.ofPassRate(0.03));
    RunScores run = run("c", 50, 45);

    GateResult ci =
        Gate.decide(
            gate,
            Simulated.summary(run),
            run,
            GateBaseline.none("none; x makes one", true),
            List.of());
    GateResult here =
        Gate.decide(
            gate,
            Simulated.summary(run),
            run,
            GateBaseline.none("none; x makes one", false),
            List.of());

    assertThat(ci.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(ci.letsThrough()).isFalse();
    assertThat(ci.criteria().get(0).explanation()).isEqualTo("none; x makes one");
    assertThat(here.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(here.letsThrough()).isTrue();
  }

  @Test
  void noRegression_marginOutsideTheScale_isRefused() {
    RunScores base = judged("b", true, i -> 3);

    assertThatThrownBy(() -> decide(GateCriterion.NoRegression.of("judge", 4), base, base))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("4.0 (expected: a margin below the width of the scale, 4.0)");
  }

  @ParameterizedTest
  @CsvSource({"90, 99, PASS", "90, 90, INCONCLUSIVE", "99, 90, FAIL"})
  void improvement_passRate_mustBeShown(int before, int now, GateDecision decision) {
    GateCriterion.Improvement better =
        new GateCriterion.Improvement(null, "pass_rate", 0, OptionalDouble.empty(), null);

    Criterion criterion = decide(better, run("b", 100, before), run("c", 100, now));

    assertThat(criterion.decision()).isEqualTo(decision);
  }

  @Test
  void limits_latencyCostCoverage_areDecided() {
    RunScores run = run("c", 200, 200);
    GateConfig gate =
        new GateConfig(List.of())
            .with(new GateCriterion.Latency(null, 0.95, 350, OptionalDouble.empty(), null))
            .with(new GateCriterion.Latency(null, 0.99, 200, SURE, null))
            .with(new GateCriterion.Cost(null, 0.01, OptionalDouble.empty(), null))
            .with(new GateCriterion.Cost(Partition.DISTRIBUTION, 0.005, SURE, null))
            .with(new GateCriterion.Coverage(null, null, 1, null))
            .with(new GateCriterion.Coverage(null, "judge", 0.5, null));

    GateResult result =
        Gate.decide(gate, Simulated.summary(run), run, GateBaseline.UNNAMED, List.of());

    assertThat(result.criteria())
        .extracting(c -> c.name() + " " + c.decision())
        .containsExactly(
            "all.latency_p95 PASS",
            "all.latency_p99 FAIL",
            "all.cost PASS",
            "distribution.cost FAIL",
            "all.coverage PASS",
            "all.coverage.judge INCONCLUSIVE");
  }

  @Test
  void forecast_fewExamples_namesWhatCannotBeMetAndWhatItTakes() {
    GateConfig gate =
        new GateConfig(
                List.of(
                    new GateConfig.Requirement(
                        Partition.DISTRIBUTION, 0.95, 0.95, false, SURE, null)))
            .with(new GateCriterion.Latency(null, 0.95, 350, SURE, null))
            .with(GateCriterion.NoRegression.ofPassRate(0.03));

    GateForecast forecast =
        GateForecast.of(
            gate,
            Map.of(Partition.DISTRIBUTION, 12),
            Set.of(),
            1,
            GateBaseline.UNNAMED,
            GateCalibrations.UNKNOWN);

    assertThat(forecast.impossible())
        .extracting(GateForecast.Line::words)
        .containsExactly(
            "12 examples can never show 0.95 with 95% confidence, not even if all pass; 73 can",
            "12 calls can never bound this quantile from above with 95% confidence; 72 can",
            "12 examples can never rule out a loss of 3 points, not even if nothing changes; 88"
                + " can",
            GateBaseline.UNNAMED.missing());
  }

  @Test
  void forecast_oneExample_isSaidInGoodGrammar() {
    GateConfig gate =
        new GateConfig(
                List.of(
                    new GateConfig.Requirement(
                        Partition.DISTRIBUTION, 0.95, 0.95, false, SURE, null)))
            .with(new GateCriterion.Latency(null, 0.95, 350, SURE, null));

    GateForecast forecast = forecast(gate, 1, GateBaseline.UNNAMED);

    assertThat(forecast.lines())
        .extracting(GateForecast.Line::words)
        .allMatch(words -> words.startsWith("1 example can") || words.startsWith("1 call can"))
        .hasSize(2);
  }

  @Test
  void forecast_ofAPerfectBaseline_saysThatItCannotBecomeBetter() {
    RunScores perfect = run("b", 100, 100);
    RunScores good = run("b", 100, 90);
    GateConfig better =
        new GateConfig(List.of())
            .with(
                new GateCriterion.Improvement(null, "pass_rate", 0, OptionalDouble.empty(), null));
    GateConfig much =
        new GateConfig(List.of())
            .with(
                new GateCriterion.Improvement(
                    null, "pass_rate", 0.2, OptionalDouble.empty(), null));

    assertThat(forecast(better, 100, GateBaseline.of(perfect)).impossible())
        .extracting(GateForecast.Line::words)
        .containsExactly("the baseline is as good as the scale allows");
    assertThat(forecast(better, 100, GateBaseline.of(good)).impossible()).isEmpty();
    assertThat(forecast(much, 100, GateBaseline.of(good)).impossible())
        .extracting(GateForecast.Line::words)
        .containsExactly("the baseline is only 0.1 from the best that the scale allows");
  }

  @Test
  void forecast_partitionWithoutExamples_cannotBeMet() {
    GateConfig gate =
        new GateConfig(List.of())
            .with(Partition.ADVERSARIAL, 0.9)
            .with(new GateCriterion.Coverage(Partition.REGRESSION, null, 1, null));

    assertThat(forecast(gate, 100, GateBaseline.UNNAMED).impossible())
        .extracting(line -> line.criterion() + ": " + line.words())
        .containsExactly(
            "adversarial.pass_rate: this run has no such example",
            "regression.coverage: this run has no such example");
  }

  @Test
  void forecast_fewerPairsThanAreCompared_cannotBeMet() {
    GateConfig gate = new GateConfig(List.of()).with(GateCriterion.NoRegression.ofPassRate(0.5));

    assertThat(forecast(gate, 9, GateBaseline.of(run("b", 9, 9))).impossible())
        .extracting(GateForecast.Line::words)
        .containsExactly("9 shared examples can never be compared; 10 can");
  }

  @Test
  void forecast_json_isTheSameAfterwards() {
    GateConfig gate = new GateConfig(List.of()).with(GateCriterion.NoRegression.ofPassRate(0.03));
    GateForecast forecast = forecast(gate, 50, GateBaseline.UNNAMED);

    assertThat(forecast.lines()).hasSize(3);
    assertThat(GateForecast.fromJson(forecast.toJson())).isEqualTo(forecast);
  }

  private static GateForecast forecast(GateConfig gate, int n, GateBaseline baseline) {
    Set<String> ids =
        IntStream.range(0, n).mapToObj(i -> "e" + i).collect(Collectors.toUnmodifiableSet());
    return GateForecast.of(
        gate, Map.of(Partition.DISTRIBUTION, n), ids, 1, baseline, GateCalibrations.UNKNOWN);
  }

  @Test
  void config_sharedAlpha_isDividedAmongThoseWithoutTheirOwn() {
    GateCriterion.NoRegression own =
        new GateCriterion.NoRegression(null, "a", 0.1, OptionalDouble.of(0.01), null);
    GateConfig gate =
        new GateConfig(List.of())
            .with(own)
            .with(GateCriterion.NoRegression.ofPassRate(0.1))
            .with(GateCriterion.NoRegression.of("b", 0.1));

    assertThat(gate.comparing().stream().map(gate::alphaOf)).containsExactly(0.01, 0.025, 0.025);
  }

  @Test
  void config_json_isTheSameAfterwards() {
    GateConfig gate =
        new GateConfig(
                List.of(
                    new GateConfig.Requirement(
                        Partition.DISTRIBUTION, 0.9, 0.95, false, SURE, Inconclusive.FAIL)))
            .with(GateCriterion.NoRegression.of("judge", 0.1))
            .with(
                new GateCriterion.Improvement(
                    Partition.GOLDEN, "x", 0.1, OptionalDouble.of(0.1), null))
            .with(new GateCriterion.PassRate(null, 0.5, 0.9, SURE, Inconclusive.WARN))
            .with(new GateCriterion.Latency(null, 0.999, 350, SURE, null))
            .with(new GateCriterion.Cost(null, 0.01, OptionalDouble.empty(), null))
            .with(new GateCriterion.Coverage(null, "judge", 1, null))
            .with(
                new GateCriterion.Calibrated(
                    List.of("judge"), "c", 30, Trust.NONE, OptionalDouble.of(0.6), null))
            .with(BaselineSource.latest("runs", "main"));

    assertThat(GateConfig.fromJson(gate.toJson())).isEqualTo(gate);
  }

  private static Criterion decide(
      GateCriterion.Comparing asked, RunScores base, RunScores candidate) {
    return Gate.decide(
            new GateConfig(List.of()).with(asked),
            Simulated.summary(candidate),
            candidate,
            GateBaseline.of(base),
            List.of())
        .criteria()
        .get(0);
  }

  private static RunScores run(String id, int n, int passed) {
    List<ExampleScores> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      examples.add(Simulated.example(i, i < passed, Map.of()));
    }
    return Simulated.scores(id, examples);
  }

  private static RunScores judged(
      String id, boolean higherIsBetter, java.util.function.IntToDoubleFunction grade) {
    List<ExampleScores> examples = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      examples.add(Simulated.example(i, true, Map.of("judge", grade.applyAsDouble(i))));
    }
    RunScores scores = Simulated.scores(id, examples);
    return new RunScores(
        scores.run(),
        List.of(new RunScores.Measured("judge", "1", higherIsBetter, 1, 5, false)),
        examples);
  }
}
