package dev.assay.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.WilsonInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionPowerTest {

  private static final ProportionPower PLAN = ProportionPower.withDefaults().withAlpha(0.025);

  @ParameterizedTest
  @CsvSource({"20, 0.5", "50, 0.9", "200, 0.95", "1000, 0.1", "30, 0"})
  void leastPasses_agreesWithWilson(long n, double threshold) {
    long least = PLAN.leastPasses(n, threshold).orElseThrow();
    assertThat(WilsonInterval.withDefaults().of(least, n).low())
        .isGreaterThanOrEqualTo(threshold - 1e-9);
    if (threshold > 0) {
      assertThat(WilsonInterval.withDefaults().of(least - 1, n).low()).isLessThan(threshold);
    }
  }

  @Test
  void leastPasses_criterionThatNothingMeets_isEmpty() {
    assertThat(PLAN.leastPasses(20, 0.95)).isEmpty();
    assertThat(PLAN.power(20, 0.95, 1)).isZero();
    assertThat(PLAN.minimumDetectableRate(20, 0.95)).isEmpty();
    assertThat(PLAN.leastExamples(0.95)).isEqualTo(73);
    assertThat(PLAN.leastPasses(73, 0.95)).hasValue(73);
    assertThat(PLAN.leastPasses(72, 0.95)).isEmpty();
  }

  @Test
  void power_isTheBinomialTail() {
    // 9 of 10 or more where 0.5 is to be beaten: z = 2.53; 8 of 10: 1.897.
    assertThat(PLAN.leastPasses(10, 0.5)).hasValue(9);
    assertThat(PLAN.power(10, 0.5, 0.5)).isCloseTo(11 / 1024.0, within(1e-12));
  }

  @Test
  void sampleSize_reachesThePowerFromThereOn() {
    long n = PLAN.sampleSize(0.9, 0.95).orElseThrow();
    for (long more = n; more < n + 20; more++) {
      assertThat(PLAN.power(more, 0.9, 0.95)).isGreaterThanOrEqualTo(0.8);
    }
    assertThat(PLAN.power(n - 1, 0.9, 0.95)).isLessThan(0.8);
    assertThat(PLAN.sampleSize(0.9, 0.9)).isEmpty();
    double rate = PLAN.minimumDetectableRate(n, 0.9).orElseThrow();
    // A little less, as the power of whole numbers goes in steps.
    assertThat(rate).isBetween(0.945, 0.95);
  }

  @Test
  void wrongInput_saysWhatWasExpected() {
    assertThatThrownBy(() -> PLAN.power(0, 0.5, 0.5)).hasMessage("n: 0 (expected: from 1 to 2^30)");
    assertThatThrownBy(() -> PLAN.power(10, 1, 0.5))
        .hasMessage("threshold: 1.0 (expected: 0 <= threshold < 1)");
  }
}
