package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.verdict.Verdict.Outcome;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyRateTest {

  private static final int RUNS = 2_000;
  private static final int PLANNED = 500;

  @Test
  void add_golden_firstFailureDecides() {
    EarlyRate rate = rate(Partition.GOLDEN, 1, 1, OptionalDouble.empty(), 20);
    add(rate, 15, Outcome.PASS);
    assertThat(rate.decision()).isNull();
    add(rate, 1, Outcome.FAIL);
    assertThat(rate.decision()).isEqualTo(GateDecision.FAIL);
    assertThat(rate.criterion().observed()).startsWith("1 failed of the first 16 of 20");
  }

  @Test
  void add_goldenAllPass_neverDecidesEarly() {
    EarlyRate rate = rate(Partition.GOLDEN, 1, 1, OptionalDouble.empty(), 5_000);
    add(rate, 4_999, Outcome.PASS);
    assertThat(rate.decision()).isNull();
  }

  @Test
  void add_unscored_decidesNothing() {
    EarlyRate rate = rate(Partition.DISTRIBUTION, 0.9, 0.95, OptionalDouble.empty(), 5_000);
    add(rate, 4_000, Outcome.UNSCORED);
    assertThat(rate.decision()).isNull();
  }

  @Test
  void add_clearButTooFewScored_staysOpenUntilCovered() {
    EarlyRate rate = rate(Partition.DISTRIBUTION, 0.5, 0.95, OptionalDouble.empty(), 5_000);
    add(rate, 20, Outcome.UNSCORED);
    add(rate, 300, Outcome.PASS);
    assertThat(rate.decision()).isNull();
    add(rate, 80, Outcome.PASS);
    assertThat(rate.decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void add_rateOutOfReach_failsWithoutConfidenceOnly() {
    EarlyRate plain = rate(Partition.DISTRIBUTION, 0.9, 0.95, OptionalDouble.empty(), 20);
    add(plain, 12, Outcome.PASS);
    add(plain, 2, Outcome.FAIL);
    assertThat(plain.decision()).isNull();
    add(plain, 1, Outcome.FAIL);
    assertThat(plain.decision()).isEqualTo(GateDecision.FAIL);
    EarlyRate sure = rate(Partition.DISTRIBUTION, 0.9, 0.95, OptionalDouble.of(0.95), 20);
    add(sure, 12, Outcome.PASS);
    add(sure, 3, Outcome.FAIL);
    assertThat(sure.decision()).isNull();
  }

  @Test
  void criterion_decided_staysWhateverCame() {
    EarlyRate rate = rate(Partition.DISTRIBUTION, 0.9, 0.95, OptionalDouble.empty(), 5_000);
    add(rate, 100, Outcome.PASS);
    String observed = rate.criterion().observed();
    add(rate, 50, Outcome.FAIL);
    assertThat(rate.decision()).isEqualTo(GateDecision.PASS);
    assertThat(rate.criterion().observed()).isEqualTo(observed).contains(" of 5000 in random");
  }

  // Figures of docs/statistics.md. The true rate is what is asked for: each decision but "open" is
  // wrong.
  @ParameterizedTest
  @CsvSource({"0.5,", "0.9,", "0.97,", "0.5, 0.95", "0.9, 0.95", "0.9, 0.8", "0.97, 0.95"})
  void decision_atTheThreshold_errsAtMostAsOftenAsStated(double asked, Double confidence) {
    Tally tally = simulate(asked, asked, confidence, 1);
    double early = confidence == null ? 0.025 : (1 - confidence) / 4;
    assertThat(tally.passes).isLessThanOrEqualTo(atMost(early));
    assertThat(tally.fails).isLessThanOrEqualTo(atMost(early));
    if (confidence != null) {
      // With those that only the end decides: what the gate states for the whole.
      assertThat(tally.passes + tally.passesAtEnd).isLessThanOrEqualTo(atMost(2 * early));
      assertThat(tally.fails + tally.failsAtEnd).isLessThanOrEqualTo(atMost(2 * early));
    }
  }

  // The table of docs/statistics.md as it is printed: saved without a confidence, and with 0.95.
  @ParameterizedTest
  @CsvSource({
    "0.9, 0.99, 411, 398",
    "0.9, 0.97, 335, 312",
    "0.9, 0.9, 27, 2",
    "0.9, 0.8, 381, 362",
    "0.9, 0.7, 464, 459",
    "0.8, 0.95, 434, 426",
    "0.95, 0.8, 461, 455"
  })
  void decision_clear_savesExamplesAndIsRight(double asked, double truth, long saved, long sure) {
    Tally tally = simulate(asked, truth, null, 2);
    assertThat(Math.round(tally.saved / RUNS)).isEqualTo(saved);
    assertThat(Math.round(simulate(asked, truth, 0.95, 2).saved / RUNS)).isEqualTo(sure);
    if (truth != asked) {
      assertThat(truth > asked ? tally.fails : tally.passes).isLessThanOrEqualTo(1);
    }
  }

  private static final class Tally {
    private int passes;
    private int fails;
    private int passesAtEnd;
    private int failsAtEnd;
    private double saved;
  }

  // Three standard errors above what is stated.
  private static int atMost(double error) {
    return (int) Math.ceil(RUNS * error + 3 * Math.sqrt(RUNS * error * (1 - error)));
  }

  private static Tally simulate(double asked, double truth, Double confidence, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    OptionalDouble sure =
        confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence);
    Tally tally = new Tally();
    for (int run = 0; run < RUNS; run++) {
      EarlyRate rate = rate(Partition.DISTRIBUTION, asked, 0.95, sure, PLANNED);
      int passed = 0;
      for (int i = 0; i < PLANNED && rate.decision() == null; i++) {
        boolean passes = random.nextDouble() < truth;
        passed += passes ? 1 : 0;
        add(rate, 1, passes ? Outcome.PASS : Outcome.FAIL);
      }
      count(tally, rate, passed, asked, confidence);
    }
    return tally;
  }

  private static void count(
      Tally tally, EarlyRate rate, int passed, double asked, Double confidence) {
    if (rate.decision() != null && !rate.certain()) {
      tally.passes += rate.decision() == GateDecision.PASS ? 1 : 0;
      tally.fails += rate.decision() == GateDecision.FAIL ? 1 : 0;
    } else if (confidence != null) {
      Interval end =
          WilsonInterval.withDefaults()
              .withLevel((1 + confidence) / 2)
              .of(passed, PLANNED)
              .interval();
      tally.passesAtEnd += end.low() >= asked ? 1 : 0;
      tally.failsAtEnd += end.high() < asked ? 1 : 0;
    }
    tally.saved += PLANNED - rate.ran();
  }

  private static void add(EarlyRate rate, int times, Outcome outcome) {
    for (int i = 0; i < times; i++) {
      rate.add(outcome, outcome == Outcome.PASS ? 1 : 0);
    }
  }

  private static EarlyRate rate(
      Partition partition, double min, double coverage, OptionalDouble confidence, int planned) {
    return new EarlyRate(
        new GateCriterion.PassRate(partition, min, coverage, confidence, null), planned);
  }
}
