package dev.assay.stats.hypothesis;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.Estimate;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WelchTestTest {

  private static final double[] LOW = {0.1, 0.3, 0.2, 0.4, 0.35};
  private static final double[] HIGH = {0.8, 0.7, 0.95, 0.9};

  static Stream<Vectors.Row> rows() {
    return Vectors.of(WelchTestTest.class, "t_test_two_sample.jsonl");
  }

  // scipy 1.10.1, where its own precision allows; t, df and p at 60 digits; intervals by mpmath
  @ParameterizedTest
  @MethodSource("rows")
  void test_referenceValues_equal(Vectors.Row row) {
    double[] x = numbers(row.input().get("x"));
    double[] y = numbers(row.input().get("y"));
    JsonNode digits = row.expected().get("welch_60_digits");
    JsonNode welch = row.expected().get("welch");
    TestResult result = WelchTest.withDefaults().test(x, y).orElseThrow();
    Expected.relative(result.statistic(), digits.get("t"), 1e-9);
    Expected.relative(result.degreesOfFreedom().orElseThrow(), digits.get("df"), 1e-9);
    Expected.relative(result.pValue(), digits.get("p_two_sided"), 1e-8);
    // The reference's one-sided p-values are no better than its t.
    double tolerance = 1e-7;
    Expected.relative(p(x, y, Alternative.LESS), welch.get("p_less"), tolerance);
    Expected.relative(p(x, y, Alternative.GREATER), welch.get("p_greater"), tolerance);
    assertThat(result.n()).isEqualTo(x.length + y.length);
    welch
        .get("ci")
        .properties()
        .forEach(level -> checkInterval(x, y, level.getKey(), level.getValue()));
  }

  private static double p(double[] x, double[] y, Alternative alternative) {
    return WelchTest.withDefaults().with(alternative).test(x, y).orElseThrow().pValue();
  }

  private static void checkInterval(double[] x, double[] y, String level, JsonNode expected) {
    double significance = 1 - Double.parseDouble(level);
    Estimate difference =
        WelchTest.withDefaults()
            .withSignificance(significance)
            .test(x, y)
            .flatMap(TestResult::difference)
            .orElseThrow();
    double[] ends = numbers(expected);
    double tolerance = 1e-9 * (ends[1] - ends[0]) + 8 * Math.ulp(Math.abs(x[0]) + Math.abs(y[0]));
    assertThat(difference.low()).isCloseTo(ends[0], within(tolerance));
    assertThat(difference.high()).isCloseTo(ends[1], within(tolerance));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(52);
    assertThat(Vectors.of(WelchTestTest.class, "t_test_degenerate.jsonl")).hasSize(7);
  }

  @Test
  void test_tooFewOrNothingVaries_isEmpty() {
    WelchTest test = WelchTest.withDefaults();
    assertThat(test.test(new double[] {1}, new double[] {1, 2, 3})).isEmpty();
    assertThat(test.test(new double[] {1, 2, 3}, new double[0])).isEmpty();
    assertThat(test.test(new double[] {1, 1, 1}, new double[] {1, 1, 1})).isEmpty();
    assertThat(test.test(new double[] {0.1, 0.1, 0.1}, new double[] {0.9, 0.9})).isEmpty();
    assertThat(test.test(new double[] {0, 0}, new double[] {0, 0})).isEmpty();
    // 0.1 + 0.2 is not 0.3: rounding is no variance.
    assertThat(test.test(new double[] {0.1 + 0.2, 0.3}, new double[] {0.7, 0.7})).isEmpty();
  }

  @Test
  void test_oneSideVaries_usesItsVariance() {
    TestResult result = WelchTest.withDefaults().test(LOW, new double[] {1, 1, 1}).orElseThrow();
    assertThat(result.degreesOfFreedom().orElseThrow()).isCloseTo(4, within(1e-12));
    assertThat(result.pValue()).isBetween(0.0001, 0.001);
  }

  @Test
  void test_tinyAndHugeValues_sameAsOrdinaryOnes() {
    TestResult plain = WelchTest.withDefaults().test(LOW, HIGH).orElseThrow();
    for (double scale : new double[] {1e-300, 1e307}) {
      TestResult scaled =
          WelchTest.withDefaults().test(times(LOW, scale), times(HIGH, scale)).orElseThrow();
      assertThat(scaled.pValue()).isCloseTo(plain.pValue(), within(1e-12));
      assertThat(scaled.difference().orElseThrow().value())
          .isCloseTo(plain.difference().orElseThrow().value() * scale, within(1e-10 * scale));
    }
  }

  @Test
  void test_differenceOutOfRange_hasNone() {
    TestResult result =
        WelchTest.withDefaults()
            .test(new double[] {1.7e308, 1.6e308}, new double[] {-1.7e308, -1.6e308})
            .orElseThrow();
    assertThat(result.difference()).isEmpty();
    assertThat(result.pValue()).isLessThan(0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void test_notFinite_saysWhatWasExpected(double value) {
    assertThatThrownBy(() -> WelchTest.withDefaults().test(new double[] {1, value}, HIGH))
        .hasMessage("first: " + value + " (expected: a finite number)");
  }

  @Test
  void decide_effect_significantTrivialOrNot() {
    WelchTest test = WelchTest.withDefaults().withSignificance(0.05).withMinimumEffect(0.3);
    WelchDecision large = test.decide(LOW, HIGH).orElseThrow();
    assertThat(large.outcome()).isEqualTo(WelchDecision.Outcome.SIGNIFICANT);
    assertThat(large.effect()).isLessThan(-4);
    Random random = new Random(3);
    double[] many = random.doubles(20_000).toArray();
    double[] more = Arrays.stream(random.doubles(20_000).toArray()).map(v -> v + 0.02).toArray();
    WelchDecision trivial = test.decide(more, many).orElseThrow();
    assertThat(trivial.outcome()).isEqualTo(WelchDecision.Outcome.SIGNIFICANT_BUT_TRIVIAL);
    assertThat(trivial.effect()).isBetween(0.03, 0.1);
    WelchDecision none = test.decide(LOW, new double[] {0.2, 0.3, 0.25}).orElseThrow();
    assertThat(none.outcome()).isEqualTo(WelchDecision.Outcome.NOT_SIGNIFICANT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, -1, Double.NaN})
  void withSignificance_outOfRange_saysWhatWasExpected(double significance) {
    assertThatThrownBy(() -> WelchTest.withDefaults().withSignificance(significance))
        .hasMessage("significance: " + significance + " (expected: 0 < significance < 0.5)");
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }
}
