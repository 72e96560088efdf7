package dev.assay.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.quantile.Quantiles;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileIntervalTest {

  // Hahn and Meeker, and every textbook's table for the median: ranks at 95%
  @ParameterizedTest
  @CsvSource({"10, 2, 9", "20, 6, 15", "50, 18, 33", "100, 40, 61"})
  void of_median_ranksOfTheTable(int n, int low, int high) {
    Estimate estimate = QuantileInterval.withDefaults().of(ranks(n), 0.5);
    assertThat(estimate.low()).isEqualTo(low);
    assertThat(estimate.high()).isEqualTo(high);
  }

  // Summed over all outcomes: coverage for continuous values
  @ParameterizedTest
  @CsvSource({
    "30, 0.5, 0.95",
    "100, 0.5, 0.95",
    "100, 0.9, 0.95",
    "500, 0.95, 0.95",
    "1000, 0.99, 0.95",
    "5000, 0.99, 0.95",
    "40, 0.2, 0.9",
    "100000, 0.999, 0.99"
  })
  void of_anyQuantile_coversAtLeastItsLevel(int n, double p, double level) {
    Estimate estimate = QuantileInterval.withDefaults().withLevel(level).of(ranks(n), p);
    BinomialDistribution below = BinomialDistribution.of(n, p);
    int low = (int) estimate.low();
    double missedBelow = below.cumulativeProbability(low - 1);
    double missedAbove = below.survivalProbability((int) estimate.high() - 1);
    assertThat(missedBelow).isLessThanOrEqualTo((1 - level) / 2);
    assertThat(missedAbove).isLessThanOrEqualTo((1 - level) / 2);
    // And the next ranks inwards would not.
    assertThat(below.cumulativeProbability(low)).isGreaterThan((1 - level) / 2);
    assertThat(below.survivalProbability((int) estimate.high() - 2)).isGreaterThan((1 - level) / 2);
  }

  @Test
  void of_tooFewForAnUpperLimit_isUnboundedOrTheBound() {
    Estimate estimate = QuantileInterval.withDefaults().of(ranks(367), 0.99);
    assertThat(estimate.high()).isInfinite();
    assertThat(QuantileInterval.withDefaults().of(ranks(368), 0.99).high()).isEqualTo(368);
    Estimate score = QuantileInterval.withDefaults().withBounds(0, 1).of(new double[] {0.4}, 0.5);
    assertThat(score.interval()).isEqualTo(new Interval(0, 1, 0.95));
    assertThat(score.value()).isEqualTo(0.4);
  }

  @Test
  void of_value_isTheUsualQuantile() {
    double[] values = {3, 1, 4, 1, 5, 9, 2, 6};
    for (double p : new double[] {0.1, 0.25, 0.5, 0.9}) {
      assertThat(QuantileInterval.withDefaults().of(values, p).value())
          .isCloseTo(Quantiles.withDefaults().of(values, p), within(1e-12));
    }
    assertThat(values).startsWith(3, 1, 4);
  }

  @Test
  void of_equalValues_isThatPointWhereLimitsExist() {
    double[] same = new double[100];
    Arrays.fill(same, 0.3);
    Estimate estimate = QuantileInterval.withDefaults().of(same, 0.5);
    assertThat(estimate.low()).isEqualTo(0.3);
    assertThat(estimate.high()).isEqualTo(0.3);
  }

  @Test
  void of_wrongInput_saysWhatWasExpected() {
    QuantileInterval interval = QuantileInterval.withDefaults();
    assertThatThrownBy(() -> interval.of(new double[0], 0.5))
        .hasMessage("values: none (expected: at least one)");
    assertThatThrownBy(() -> interval.of(new double[] {1}, 1))
        .hasMessage("probability: 1.0 (expected: 0 < probability < 1)");
    assertThatThrownBy(() -> interval.withBounds(0, 1).of(new double[] {2}, 0.5))
        .hasMessage("value: 2.0 (expected: a finite number from 0.0 to 1.0)");
  }

  private static double[] ranks(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
  }

  @Test
  void of_lowLevel_holdsThePointBetweenNeighbours() {
    for (double level : new double[] {0.01, 0.1, 0.5, 0.9}) {
      for (int n = 1; n < 12; n++) {
        double[] values = new SplittableRandom(n).doubles(n).toArray();
        for (double p : new double[] {1e-300, 0.05, 0.3, 0.5, 0.77, 0.99}) {
          Estimate estimate = QuantileInterval.withDefaults().withLevel(level).of(values, p);
          assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
        }
      }
    }
  }
}
