package dev.assay.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EffectSizeTest {

  static Stream<Vectors.Row> standardized() {
    return Vectors.of(EffectSizeTest.class, "effect_size.jsonl");
  }

  static Stream<Vectors.Row> proportions() {
    return Vectors.of(EffectSizeTest.class, "two_proportions.jsonl");
  }

  static Stream<Vectors.Row> ordinal() {
    return Vectors.of(EffectSizeTest.class, "mann_whitney_u.jsonl");
  }

  static Stream<Vectors.Row> paired() {
    return Vectors.of(EffectSizeTest.class, "t_test_paired_and_one_sample.jsonl");
  }

  @Test
  void rows_areAllThere() {
    assertThat(standardized()).hasSize(40);
    assertThat(proportions()).hasSize(60);
    assertThat(ordinal()).hasSize(50);
    assertThat(paired()).hasSize(40);
  }

  // mpmath, 60 digits
  @ParameterizedTest
  @MethodSource("standardized")
  void standardized_referenceValues_equal(Vectors.Row row) {
    double[] x = Vectors.numbers(row.input().get("x"));
    double[] y = Vectors.numbers(row.input().get("y"));
    JsonNode expected = row.expected();
    CohensD d = CohensD.withDefaults();
    near(d.of(x, y).orElseThrow(), expected.get("cohen_d_pooled"));
    near(d.with(CohensD.Scale.AVERAGE).of(x, y).orElseThrow(), expected, "average_variance");
    near(HedgesG.withDefaults().of(x, y).orElseThrow(), expected.get("hedges_g_exact_gamma"));
    JsonNode glass = expected.get("glass_delta_sd_of_y");
    d.with(CohensD.Scale.SECOND).of(x, y).ifPresent(delta -> near(delta, glass));
    assertThat(HedgesG.factor(x.length + y.length - 2))
        .isCloseTo(expected.get("J_exact").doubleValue(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("proportions")
  void h_referenceValues_equal(Vectors.Row row) {
    JsonNode in = row.input();
    Estimate h =
        CohensH.withDefaults()
            .of(
                in.get("k1").longValue(),
                in.get("n1").longValue(),
                in.get("k2").longValue(),
                in.get("n2").longValue());
    assertThat(h.value()).isCloseTo(row.expected().get("cohen_h").doubleValue(), within(1e-12));
    assertThat(h.interval().contains(h.value())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("ordinal")
  void delta_referenceValues_equal(Vectors.Row row) {
    double[] x = Vectors.numbers(row.input().get("x"));
    double[] y = Vectors.numbers(row.input().get("y"));
    Estimate delta = CliffsDelta.withDefaults().of(x, y).orElseThrow();
    assertThat(delta.value())
        .isCloseTo(row.expected().get("cliffs_delta").doubleValue(), within(1e-12));
    Estimate turned = CliffsDelta.withDefaults().of(y, x).orElseThrow();
    assertThat(turned.low()).isCloseTo(-delta.high(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("paired")
  void dz_referenceValues_equal(Vectors.Row row) {
    double[] x = Vectors.numbers(row.input().get("x"));
    double[] y = Vectors.numbers(row.input().get("y"));
    near(
        CohensDz.withDefaults().of(x, y).orElseThrow(),
        row.expected().get("paired").get("cohen_dz"));
  }

  // Every pair looked at, and Cliff's variance by its definition.
  @Test
  void delta_manyTies_equalsAllPairs() {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = random.doubles(60).map(v -> Math.floor(4 * v)).toArray();
    double[] y = random.doubles(35).map(v -> Math.floor(5 * v)).toArray();
    double delta = 0;
    double[] rows = new double[60];
    double[] columns = new double[35];
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 35; j++) {
        double sign = Math.signum(x[i] - y[j]);
        delta += sign / (60 * 35);
        rows[i] += sign / 35;
        columns[j] += sign / 60;
      }
    }
    double ofRows = 0;
    double ofColumns = 0;
    double ofAll = 0;
    for (int i = 0; i < 60; i++) {
      ofRows += Math.pow(rows[i] - delta, 2) / 59;
      for (int j = 0; j < 35; j++) {
        ofColumns += i == 0 ? Math.pow(columns[j] - delta, 2) / 34 : 0;
        ofAll += Math.pow(Math.signum(x[i] - y[j]) - delta, 2) / (59 * 34);
      }
    }
    double variance = (34 * ofRows + 59 * ofColumns + ofAll) / (60 * 35);
    double z = 1.959963984540054;
    double root = z * Math.sqrt(variance * (Math.pow(1 - delta * delta, 2) + z * z * variance));
    double below = 1 - delta * delta + z * z * variance;
    Estimate estimate = CliffsDelta.withDefaults().of(x, y).orElseThrow();
    assertThat(estimate.value()).isCloseTo(delta, within(1e-12));
    assertThat(estimate.low())
        .isCloseTo((delta - delta * delta * delta - root) / below, within(1e-9));
    assertThat(estimate.high())
        .isCloseTo((delta - delta * delta * delta + root) / below, within(1e-9));
  }

  @Test
  void delta_oneAboveTheOther_isNotCertainty() {
    Estimate delta =
        CliffsDelta.withDefaults()
            .of(new double[] {5, 6, 7, Double.POSITIVE_INFINITY}, new double[] {1, 2, 3, 4, -0.0})
            .orElseThrow();
    assertThat(delta.value()).isEqualTo(1);
    assertThat(delta.low()).isCloseTo(0.0204, within(1e-3));
    assertThat(delta.high()).isEqualTo(1);
  }

  @Test
  void delta_millionsOfValues_withinASecondOrTwo() {
    double[] x = new SplittableRandom(1).doubles(2_000_000).toArray();
    double[] y = new SplittableRandom(2).doubles(2_000_000).map(v -> v * v).toArray();
    // P(U > V^2) = E sqrt(U) = 2/3.
    assertThat(CliffsDelta.withDefaults().of(x, y).orElseThrow().value())
        .isCloseTo(1 / 3.0, within(0.002));
  }

  @Test
  void degenerate_isEmptyNotNaN() {
    double[] none = {};
    double[] one = {3};
    double[] equal = {2, 2, 2};
    double[] other = {1, 2, 5};
    assertThat(CohensD.withDefaults().of(none, other)).isEmpty();
    assertThat(CohensD.withDefaults().of(one, other)).isEmpty();
    assertThat(CohensD.withDefaults().of(equal, equal)).isEmpty();
    assertThat(CohensD.withDefaults().of(equal, other)).isPresent();
    assertThat(CohensD.withDefaults().with(CohensD.Scale.SECOND).of(other, equal)).isEmpty();
    assertThat(CohensD.withDefaults().of(new double[] {1e308, -1e308}, other)).isEmpty();
    assertThat(HedgesG.withDefaults().of(equal, equal)).isEmpty();
    assertThat(CohensDz.withDefaults().of(one, one)).isEmpty();
    assertThat(CohensDz.withDefaults().of(new double[] {0.3, 0.2}, new double[] {0.2, 0.1}))
        .isEmpty();
    assertThat(CohensDz.withDefaults().of(new double[] {1e308, 1}, new double[] {-1e308, 1}))
        .isEmpty();
    assertThat(CliffsDelta.withDefaults().of(equal, equal)).isEmpty();
    assertThat(CliffsDelta.withDefaults().of(equal, one)).isEmpty();
  }

  @Test
  void wrongInput_saysWhatWasExpected() {
    double[] values = {1, 2};
    assertThatThrownBy(() -> CohensD.withDefaults().of(values, new double[] {1, Double.NaN}))
        .hasMessage("second: NaN (expected: a finite number)");
    assertThatThrownBy(() -> CohensDz.withDefaults().of(values, new double[] {1}))
        .hasMessage("second: 1 values (expected: 2, as many as first)");
    assertThatThrownBy(() -> CliffsDelta.withDefaults().of(new double[] {Double.NaN}, values))
        .hasMessage("first: NaN (expected: a number)");
    assertThatThrownBy(() -> CohensH.withDefaults().of(3, 2, 1, 1))
        .hasMessage("successes: 3 (expected: 0 <= successes <= trials = 2)");
    assertThatThrownBy(() -> CohensD.withDefaults().withLevel(1))
        .hasMessage("level: 1.0 (expected: 0 < level < 1)");
  }

  @Test
  void d_moreLevel_widerAndAroundIt() {
    double[] x = new SplittableRandom(3).doubles(40).toArray();
    double[] y = Arrays.stream(x).map(v -> v + 0.1).toArray();
    Estimate narrow = CohensD.withDefaults().withLevel(0.8).of(x, y).orElseThrow();
    Estimate wide = CohensD.withDefaults().withLevel(0.99).of(x, y).orElseThrow();
    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
    assertThat(narrow.value()).isBetween(narrow.low(), narrow.high());
  }

  private static void near(Estimate actual, JsonNode expected, String name) {
    near(actual, expected.get("cohen_d_" + name));
  }

  private static void near(Estimate actual, JsonNode expected) {
    double value = expected.doubleValue();
    assertThat(actual.value()).isCloseTo(value, within(1e-9 * Math.max(1e-3, Math.abs(value))));
    assertThat(actual.interval().contains(actual.value())).isTrue();
  }

  @Test
  void d_beyondWhatADoubleHolds_isEmpty() {
    double[] far = {1e308, 1e308, 1e308};
    double[] near = {1, 2, 3};
    for (CohensD.Scale scale : CohensD.Scale.values()) {
      assertThat(CohensD.withDefaults().with(scale).of(far, near)).isEmpty();
    }
    assertThat(HedgesG.withDefaults().of(near, far)).isEmpty();
    Estimate huge = CohensD.withDefaults().of(new double[] {1e90, 1e90, 1e90}, near).orElseThrow();
    assertThat(huge.value()).isBetween(huge.low(), huge.high());
    assertThat(huge.high()).isLessThan(1e92);
  }
}
