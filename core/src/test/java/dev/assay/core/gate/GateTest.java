package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.core.verdict.Verdict;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  private static final String NAMED =
      IntStream.range(0, 20).mapToObj(i -> "golden-f" + i).collect(Collectors.joining(", "));

  @ParameterizedTest
  @CsvSource({
    // partition, asked, coverage asked, passed, failed, unscored, decision
    "GOLDEN, 1, 1, 50, 0, 0, PASS",
    "GOLDEN, 1, 1, 49, 1, 0, FAIL",
    "GOLDEN, 1, 1, 49, 0, 1, INCONCLUSIVE",
    "GOLDEN, 1, 1, 48, 1, 1, FAIL",
    "GOLDEN, 1, 0.95, 49, 0, 1, PASS",
    "GOLDEN, 1, 1, 0, 0, 5, INCONCLUSIVE",
    "GOLDEN, 1, 0, 0, 0, 5, INCONCLUSIVE",
    "DISTRIBUTION, 0.9, 0.95, 90, 10, 0, PASS",
    "DISTRIBUTION, 0.9, 0.95, 89, 11, 0, FAIL",
    "DISTRIBUTION, 0.9, 0.95, 86, 9, 5, PASS",
    "DISTRIBUTION, 0.9, 0.95, 85, 10, 5, FAIL",
    "DISTRIBUTION, 0.9, 0.95, 80, 9, 11, INCONCLUSIVE",
    "DISTRIBUTION, 0.9, 0.95, 80, 11, 9, FAIL",
    "DISTRIBUTION, 0.9, 0.95, 60, 5, 35, INCONCLUSIVE",
    "DISTRIBUTION, 0.7, 0.95, 7, 3, 0, PASS",
    "DISTRIBUTION, 0, 0.95, 0, 10, 0, PASS",
    "DISTRIBUTION, 0, 0.95, 0, 5, 5, INCONCLUSIVE",
  })
  void decide_counts_decideByTheBestThatCouldBe(
      Partition partition,
      double rate,
      double coverage,
      int passed,
      int failed,
      int unscored,
      GateDecision decision) {
    GateConfig config = new GateConfig(List.of()).with(partition, rate, coverage);

    GateResult result =
        Gate.decide(config, summary(partition, passed, failed, unscored), List.of());

    assertThat(result.decision()).isEqualTo(decision);
    assertThat(result.criteria())
        .singleElement()
        .satisfies(c -> assertThat(c.name()).isEqualTo(partition.key() + ".pass_rate"));
  }

  @Test
  void decide_failure_saysWhatWasAskedFoundAndWho() {
    GateResult result =
        Gate.decide(GateConfig.DEFAULT, summary(Partition.GOLDEN, 28, 22, 0), List.of());

    assertThat(result.criteria())
        .containsExactly(
            new GateResult.Criterion(
                "golden.pass_rate",
                GateDecision.FAIL,
                "pass_rate >= 1.0, coverage >= 1.0",
                "28/50 = 0.56 [0.423, 0.688], 0 unscored",
                "22 failed: " + NAMED + " and 2 more"));
  }

  @Test
  void decide_tooLittleKnown_namesWhatIsUnscored() {
    GateResult result =
        Gate.decide(GateConfig.DEFAULT, summary(Partition.GOLDEN, 2, 0, 1), List.of());

    assertThat(result.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(result.criteria().get(0).explanation())
        .isEqualTo("1 of 3 unscored: coverage 0.667: golden-u0");
  }

  @Test
  void decide_nearlyAll_isNotRoundedToAll() {
    GateResult result =
        Gate.decide(GateConfig.DEFAULT, summary(Partition.GOLDEN, 99_999, 1, 0), List.of());

    assertThat(result.criteria().get(0).observed()).startsWith("99999/100000 = 0.99999 [");
  }

  @Test
  void decide_namedPartitionAbsent_isInconclusive() {
    GateConfig config = GateConfig.of(Partition.DISTRIBUTION, 0.9);

    GateResult result = Gate.decide(config, summary(Partition.GOLDEN, 3, 0, 0), List.of());

    assertThat(result.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(result.criteria())
        .extracting(GateResult.Criterion::name, GateResult.Criterion::decision)
        .containsExactly(
            tuple("golden.pass_rate", GateDecision.PASS),
            tuple("distribution.pass_rate", GateDecision.INCONCLUSIVE));
    assertThat(result.criteria().get(1).explanation())
        .isEqualTo("the gate names distribution, and this run has no such example");
  }

  @Test
  void decide_goldenNotNamed_isGatedAllTheSame() {
    GateConfig config = GateConfig.of(Partition.DISTRIBUTION, 0.5);
    RunSummary summary =
        summary(List.of(slice(Partition.GOLDEN, 9, 1, 0), slice(Partition.DISTRIBUTION, 9, 1, 0)));

    assertThat(Gate.decide(config, summary, List.of()).decision()).isEqualTo(GateDecision.FAIL);
  }

  @Test
  void decide_nothingToDecideBy_isInconclusiveAndSaysSo() {
    GateResult result =
        Gate.decide(GateConfig.DEFAULT, summary(Partition.DISTRIBUTION, 5, 0, 0), List.of());

    assertThat(result.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(result.criteria().get(0).explanation())
        .isEqualTo(
            "the gate asks of golden and regression examples, and this run has none; name another"
                + " partition under gate");
  }

  @Test
  void decide_extraCriteria_worstDecides() {
    RunSummary good = summary(Partition.GOLDEN, 3, 0, 0);
    GateResult.Criterion fail = criterion(GateDecision.FAIL);
    GateResult.Criterion open = criterion(GateDecision.INCONCLUSIVE);

    assertThat(Gate.decide(GateConfig.DEFAULT, good, List.of(open)).decision())
        .isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(Gate.decide(GateConfig.DEFAULT, good, List.of(open, fail)).decision())
        .isEqualTo(GateDecision.FAIL);
  }

  @Test
  void decide_hostileId_isShownHarmlessly() {
    RunSummary summary =
        new RunSummary(
            summary(Partition.GOLDEN, 0, 1, 0).partitions(),
            slice(Partition.GOLDEN, 0, 1, 0).slice(),
            List.of(
                new ExampleVerdict(
                    "\u001b[31m" + "x".repeat(1000),
                    Partition.GOLDEN,
                    Verdict.failed(FailureMode.FORMAT, "no"),
                    0,
                    1)));

    assertThat(Gate.decide(GateConfig.DEFAULT, summary, List.of()).criteria().get(0).explanation())
        .startsWith("1 failed: \uFFFD[31mxx")
        .hasSizeLessThan(110);
  }

  @Test
  void config_lessOfGolden_isRefused() {
    assertThatThrownBy(() -> GateConfig.of(Partition.GOLDEN, 0.99))
        .hasMessage(
            "gate.golden.pass_rate: 0.99 (expected: 1.0: golden examples need a 100% pass rate)");
    assertThatThrownBy(() -> GateConfig.of(Partition.DISTRIBUTION, 99))
        .hasMessage("pass_rate: 99.0 (expected: a number from 0 to 1)");
  }

  @Test
  void config_only_asksOfNoOtherPartition() {
    GateConfig config = GateConfig.of(Partition.DISTRIBUTION, 0.9).with(Partition.GOLDEN, 1);

    assertThat(config.only(Set.of(Partition.DISTRIBUTION)))
        .isEqualTo(GateConfig.of(Partition.DISTRIBUTION, 0.9));
  }

  @Test
  void config_json_roundTrips() {
    GateConfig config = GateConfig.of(Partition.DISTRIBUTION, 0.9).with(Partition.GOLDEN, 1, 0.5);

    assertThat(GateConfig.fromJson(Json.parse(Json.write(config.toJson()), "f", 1)))
        .isEqualTo(config);
    assertThatThrownBy(() -> GateConfig.fromJson(Json.parse("{\"golden\": {}}", "f", 1)))
        .hasMessage("gate_config.golden.pass_rate: missing (expected: a number from 0 to 1)");
    assertThatThrownBy(() -> GateConfig.fromJson(Json.parse("{\"gold\": {}}", "f", 1)))
        .hasMessage("gate_config: gold (expected: a partition); did you mean golden?");
  }

  private static GateResult.Criterion criterion(GateDecision decision) {
    return new GateResult.Criterion("x", decision, "this", "that", "why");
  }

  private static RunSummary summary(Partition partition, int passed, int failed, int unscored) {
    return summary(List.of(slice(partition, passed, failed, unscored)));
  }

  private static RunSummary summary(List<RunSummary.PartitionSummary> slices) {
    List<ExampleVerdict> examples = new ArrayList<>();
    for (RunSummary.PartitionSummary slice : slices) {
      for (int i = 0; i < slice.slice().failed(); i++) {
        examples.add(verdict(slice, "f" + i, Verdict.failed(FailureMode.INCORRECT, "no")));
      }
      for (int i = 0; i < slice.slice().unscored(); i++) {
        examples.add(verdict(slice, "u" + i, Verdict.unscored("unknown")));
      }
    }
    return new RunSummary(slices, slices.get(0).slice(), examples);
  }

  private static ExampleVerdict verdict(
      RunSummary.PartitionSummary slice, String id, Verdict verdict) {
    return new ExampleVerdict(slice.partition().key() + "-" + id, slice.partition(), verdict, 0, 1);
  }

  private static RunSummary.PartitionSummary slice(
      Partition partition, int passed, int failed, int unscored) {
    Estimate rate =
        passed + failed == 0 ? null : WilsonInterval.withDefaults().of(passed, passed + failed);
    return new RunSummary.PartitionSummary(
        partition,
        new SliceSummary(
            passed + failed + unscored,
            passed,
            failed,
            unscored,
            rate,
            List.of(),
            List.of(),
            null,
            Usage.NONE));
  }
}
