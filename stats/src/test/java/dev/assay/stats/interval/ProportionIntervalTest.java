package dev.assay.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.ProportionInterval.Method;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProportionIntervalTest {

  private static final Map<Method, String> NAMES =
      Map.of(
          Method.CLOPPER_PEARSON, "clopper_pearson",
          Method.JEFFREYS, "jeffreys",
          Method.AGRESTI_COULL, "agresti_coull_clipped",
          Method.WILSON_CORRECTED, "wilson_cc");

  static Stream<Vectors.Row> rows() {
    return Vectors.of(ProportionIntervalTest.class, "proportion_ci.jsonl");
  }

  // statsmodels 0.13.5 and scipy 1.10.1, checked against mpmath
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    long successes = row.input().get("successes").longValue();
    long trials = row.input().get("n").longValue();
    assertThat(row.expected().get("levels").size()).isEqualTo(5);
    row.expected()
        .get("levels")
        .properties()
        .forEach(
            level ->
                NAMES.forEach(
                    (method, name) -> {
                      double[] expected = Vectors.numbers(level.getValue().get(name));
                      ProportionInterval interval =
                          ProportionInterval.withDefaults()
                              .with(method)
                              .withLevel(Double.parseDouble(level.getKey()));
                      ProportionInterval.Ends ends = interval.ends(successes, trials);
                      assertThat(ends.low()).as(name).isCloseTo(expected[0], within(1e-9));
                      assertThat(ends.high()).as(name).isCloseTo(expected[1], within(1e-9));
                      Estimate estimate = interval.of(successes, trials);
                      double value = (double) successes / trials;
                      assertThat(estimate.low()).isEqualTo(Math.min(value, ends.low()));
                      assertThat(estimate.high()).isEqualTo(Math.max(value, ends.high()));
                      assertThat(estimate.n()).isEqualTo(trials);
                    }));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(55);
  }

  // Closed forms: with x = n = 1 trial's worth on one side the beta quantile is a power.
  @ParameterizedTest
  @ValueSource(longs = {1, 10, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000L})
  void clopperPearson_noneOrOne_toTwelveDigits(long trials) {
    ProportionInterval exact = ProportionInterval.withDefaults();
    double none = -Math.expm1(Math.log(0.025) / trials);
    assertThat(exact.of(0, trials).high()).isCloseTo(none, within(2e-16 + 1e-12 * none));
    double one = -Math.expm1(Math.log1p(-0.025) / trials);
    assertThat(exact.of(1, trials).low()).isCloseTo(one, within(1e-12 * one));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void of_billionsOfTrials_nearToWilson(Method method) {
    long trials = 4_000_000_000L;
    for (long successes : new long[] {400, trials / 3, trials - 400}) {
      Estimate wilson = WilsonInterval.withDefaults().of(successes, trials);
      Estimate estimate = ProportionInterval.withDefaults().with(method).of(successes, trials);
      double width = wilson.high() - wilson.low();
      assertThat(estimate.low()).isCloseTo(wilson.low(), within(0.1 * width));
      assertThat(estimate.high()).isCloseTo(wilson.high(), within(0.1 * width));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void of_successesAndFailuresSwapped_mirrored(Method method) {
    ProportionInterval interval = ProportionInterval.withDefaults().with(method);
    for (long successes = 0; successes <= 13; successes++) {
      Estimate one = interval.of(successes, 13);
      Estimate other = interval.of(13 - successes, 13);
      assertThat(one.low()).isCloseTo(1 - other.high(), within(1e-14));
      assertThat(one.high()).isCloseTo(1 - other.low(), within(1e-14));
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void of_anyCountAndLevel_holdsTheRatioWithinZeroToOne(Method method) {
    for (double level : new double[] {1e-6, 0.01, 0.5, 0.95, 0.999999}) {
      for (long trials : new long[] {1, 2, 7, 100}) {
        LongStream.rangeClosed(0, trials)
            .mapToObj(
                x -> ProportionInterval.withDefaults().with(method).withLevel(level).of(x, trials))
            .forEach(
                estimate -> {
                  assertThat(estimate.interval().contains(estimate.value())).isTrue();
                  assertThat(estimate.low()).isNotNegative();
                  assertThat(estimate.high()).isLessThanOrEqualTo(1);
                });
      }
    }
  }

  // Coverage is a finite sum: no need to draw. Mean and least over p = 0.02, 0.04, ..., 0.98.
  @ParameterizedTest
  @CsvSource({
    "CLOPPER_PEARSON, 30, 0.95, 0.96, 0.99",
    "CLOPPER_PEARSON, 100, 0.95, 0.955, 0.98",
    "WILSON_CORRECTED, 30, 0.945, 0.96, 0.99",
    "WILSON_CORRECTED, 100, 0.95, 0.955, 0.98",
    "JEFFREYS, 30, 0.85, 0.945, 0.955",
    "JEFFREYS, 100, 0.89, 0.945, 0.955",
    "AGRESTI_COULL, 30, 0.93, 0.95, 0.97",
    "AGRESTI_COULL, 100, 0.93, 0.95, 0.965",
  })
  void of_allOutcomes_coverageByItsPromise(
      Method method, int trials, double least, double leastMean, double greatestMean) {
    ProportionInterval interval = ProportionInterval.withDefaults().with(method);
    Estimate[] estimates = new Estimate[trials + 1];
    for (int x = 0; x <= trials; x++) {
      estimates[x] = interval.of(x, trials);
    }
    double sum = 0;
    double worst = 1;
    for (int step = 1; step < 50; step++) {
      double p = step / 50.0;
      BinomialDistribution binomial = BinomialDistribution.of(trials, p);
      double coverage = 0;
      for (int x = 0; x <= trials; x++) {
        coverage += estimates[x].interval().contains(p) ? binomial.probability(x) : 0;
      }
      sum += coverage;
      worst = Math.min(worst, coverage);
    }
    assertThat(worst).isGreaterThanOrEqualTo(least);
    assertThat(sum / 49).isBetween(leastMean, greatestMean);
  }

  @Test
  void of_impossibleCounts_saysWhatWasExpected() {
    assertThatThrownBy(() -> ProportionInterval.withDefaults().of(11, 10))
        .hasMessage("successes: 11 (expected: 0 <= successes <= trials = 10)");
    assertThatThrownBy(() -> ProportionInterval.withDefaults().of(0, 0))
        .hasMessage("trials: 0 (expected: trials >= 1)");
    assertThatThrownBy(() -> ProportionInterval.withDefaults().withLevel(1))
        .hasMessage("level: 1.0 (expected: 0 < level < 1)");
  }
}
