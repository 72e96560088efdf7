package dev.assay.stats.interval;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.internal.Moments;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MeanIntervalTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(MeanIntervalTest.class, "t_test_paired_and_one_sample.jsonl");
  }

  static Stream<Vectors.Row> descriptives() {
    return Vectors.of(Vectors.class, "quantile/quantiles_and_descriptives.jsonl");
  }

  // scipy 1.10.1; interval ends by mpmath at 60 digits
  @ParameterizedTest
  @MethodSource("rows")
  void of_oneSample_equalsTheReference(Vectors.Row row) {
    double[] values = numbers(row.input().get("x"));
    JsonNode expected = row.expected().get("one_sample");
    checkIntervals(values, expected.get("mean").doubleValue(), expected.get("ci_mean"), 0);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_pairedDifferences_equalTheReference(Vectors.Row row) {
    double[] x = numbers(row.input().get("x"));
    double[] y = numbers(row.input().get("y"));
    double[] differences = new double[x.length];
    double magnitude = 0;
    for (int i = 0; i < x.length; i++) {
      differences[i] = x[i] - y[i];
      magnitude = Math.max(magnitude, Math.abs(x[i]));
    }
    JsonNode expected = row.expected().get("paired");
    // Taking the difference of two rounded numbers leaves their rounding in it.
    double rounding = 4 * Math.ulp(magnitude);
    checkIntervals(
        differences, expected.get("mean_diff").doubleValue(), expected.get("ci"), rounding);
  }

  private static void checkIntervals(
      double[] values, double mean, JsonNode intervals, double rounding) {
    assertThat(intervals.size()).isEqualTo(5);
    intervals
        .properties()
        .forEach(
            level -> {
              double[] ends = numbers(level.getValue());
              Estimate estimate =
                  MeanInterval.withDefaults()
                      .withLevel(Double.parseDouble(level.getKey()))
                      .of(values)
                      .orElseThrow();
              // Relative to the width, which is harder than relative to the ends.
              double tolerance = 1e-9 * (ends[1] - ends[0]) + 4 * Math.ulp(ends[1]) + rounding;
              assertThat(estimate.value()).isCloseTo(mean, within(tolerance));
              assertThat(estimate.low()).isCloseTo(ends[0], within(tolerance));
              assertThat(estimate.high()).isCloseTo(ends[1], within(tolerance));
              assertThat(estimate.n()).isEqualTo(values.length);
            });
  }

  // mpmath at 60 digits, cancellation cases among them
  @ParameterizedTest
  @MethodSource("descriptives")
  void moments_referenceValues_equal(Vectors.Row row) {
    Moments moments = Moments.of(numbers(row.input().get("x")));
    double mean = row.expected().get("mean").doubleValue();
    assertThat(moments.mean()).isCloseTo(mean, within(1e-10 * Math.abs(mean)));
    if (row.expected().has("var_ddof1")) {
      // As strings, for one is Infinity.
      double variance = Double.parseDouble(row.expected().get("var_ddof1").asString());
      double tolerance = Double.isInfinite(variance) ? 0 : 1e-10 * variance;
      assertThat(moments.variance()).isCloseTo(variance, within(tolerance));
    }
  }

  @Test
  void of_hugeValues_hasTheirMeanAndNoBound() {
    Estimate estimate = MeanInterval.withDefaults().of(1.5e308, 1.6e308, 1.7e308).orElseThrow();
    assertThat(estimate.value()).isCloseTo(1.6e308, within(1e294));
    assertThat(estimate.high()).isInfinite();
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
    assertThat(descriptives()).hasSize(48);
  }

  @Test
  void of_fewerThanTwo_isEmpty() {
    assertThat(MeanInterval.withDefaults().of()).isEmpty();
    assertThat(MeanInterval.withDefaults().of(0.5)).isEmpty();
  }

  @Test
  void of_equalValues_isThatPoint() {
    Estimate estimate = MeanInterval.withDefaults().of(0.1, 0.1, 0.1).orElseThrow();
    assertThat(estimate.value()).isEqualTo(0.1);
    assertThat(estimate.low()).isEqualTo(0.1);
    assertThat(estimate.high()).isEqualTo(0.1);
  }

  @Test
  void withBounds_wideInterval_isCut() {
    Estimate estimate = MeanInterval.withDefaults().withBounds(0, 1).of(0.9, 1).orElseThrow();
    assertThat(estimate.value()).isCloseTo(0.95, within(1e-15));
    assertThat(estimate.high()).isEqualTo(1);
    assertThat(estimate.low()).isBetween(0.3, 0.4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void of_notFinite_saysWhatWasExpected(double value) {
    assertThatThrownBy(() -> MeanInterval.withDefaults().of(1, value))
        .hasMessage("value: " + value + " (expected: a finite number)");
  }

  @Test
  void of_outOfBounds_saysWhatWasExpected() {
    assertThatThrownBy(() -> MeanInterval.withDefaults().withBounds(0, 1).of(0.5, 1.5))
        .hasMessage("value: 1.5 (expected: a number from 0.0 to 1.0)");
    assertThatThrownBy(() -> MeanInterval.withDefaults().withBounds(1, 0))
        .hasMessage("bounds: [1.0, 0.0] (expected: least <= greatest)");
  }

  // 4,000 samples of 10: the share covered has a standard error of 0.0034
  @Test
  void of_normalSamples_coversAtItsLevel() {
    SplittableRandom random = new SplittableRandom(11);
    int covered = 0;
    for (int sample = 0; sample < 4000; sample++) {
      double[] values = random.doubles(10).map(MeanIntervalTest::normal).toArray();
      if (MeanInterval.withDefaults().of(values).orElseThrow().interval().contains(0)) {
        covered++;
      }
    }
    assertThat(covered / 4000.0).isBetween(0.935, 0.965);
  }

  private static double normal(double probability) {
    return NormalDistribution.of(0, 1).inverseCumulativeProbability(probability);
  }
}
