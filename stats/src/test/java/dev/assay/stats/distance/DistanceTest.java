package dev.assay.stats.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class DistanceTest {

  private static final PopulationStability PSI = PopulationStability.withDefaults();

  static Stream<Vectors.Row> counts() {
    return Vectors.of(DistanceTest.class, "psi_js_kl.jsonl")
        .filter(row -> row.input().has("reference_counts"));
  }

  static Stream<Vectors.Row> binned() {
    return Vectors.of(DistanceTest.class, "psi_js_kl.jsonl").filter(row -> row.input().has("bins"));
  }

  static Stream<Vectors.Row> values() {
    return Vectors.of(DistanceTest.class, "ks_and_wasserstein.jsonl");
  }

  @Test
  void rows_areAllThere() {
    assertThat(counts()).hasSize(40);
    assertThat(binned()).hasSize(15);
    assertThat(values()).hasSize(40);
  }

  @ParameterizedTest
  @MethodSource("counts")
  void ofCounts_referenceValues_equal(Vectors.Row row) {
    double[] p = Vectors.numbers(row.input().get("reference_counts"));
    double[] q = Vectors.numbers(row.input().get("current_counts"));
    JsonNode expected = row.expected();
    near(PSI.of(p, q), expected.get("psi_add_half"));
    near(PSI.withFloor(1e-4).of(p, q), expected.get("psi_floor_0.0001"));
    near(PSI.withFloor(1e-6).of(p, q), expected.get("psi_floor_1e-06"));
    near(Divergence.jensenShannon(p, q), expected.get("js_divergence_bits"));
    near(Divergence.jensenShannonDistance(p, q), expected.get("js_distance_base2"));
    near(Divergence.kullbackLeibler(p, q), expected.get("kl_p_q_nats"));
    near(Divergence.kullbackLeibler(q, p), expected.get("kl_q_p_nats"));
  }

  @ParameterizedTest
  @MethodSource("binned")
  void ofValues_referenceValues_equal(Vectors.Row row) {
    double psi =
        PSI.withFloor(1e-4)
            .ofValues(
                Vectors.numbers(row.input().get("reference")),
                Vectors.numbers(row.input().get("current")),
                row.input().get("bins").intValue());
    near(psi, row.expected().get("psi_floor_0.0001"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void ofLists_referenceValues_equal(Vectors.Row row) {
    double[] x = Vectors.numbers(row.input().get("x"));
    double[] y = Vectors.numbers(row.input().get("y"));
    double expected = row.expected().get("wasserstein_1").doubleValue();
    assertThat(EmpiricalDistance.wasserstein(x, y)).isCloseTo(expected, within(1e-9 * expected));
    assertThat(EmpiricalDistance.wasserstein(y, x)).isCloseTo(expected, within(1e-9 * expected));
    assertThat(EmpiricalDistance.kolmogorovSmirnov(x, y))
        .isCloseTo(row.expected().get("D_two_sided").doubleValue(), within(1e-12));
  }

  @Test
  void sameDistribution_isZero() {
    double[] counts = {3, 0, 7};
    double[] twice = {6, 0, 14};
    double[] list = {1, 2, 2, 9};
    assertThat(Divergence.kullbackLeibler(counts, twice)).isZero();
    assertThat(Divergence.jensenShannon(counts, twice)).isZero();
    assertThat(PSI.of(counts, counts)).isZero();
    assertThat(EmpiricalDistance.wasserstein(list, new double[] {9, 2, 1, 2, 9, 2, 1, 2})).isZero();
    assertThat(EmpiricalDistance.kolmogorovSmirnov(list, list)).isZero();
  }

  @Test
  void nothingInCommon_isTheMost() {
    double[] first = {5, 0};
    double[] second = {0, 2};
    assertThat(Divergence.jensenShannon(first, second)).isEqualTo(1);
    assertThat(Divergence.kullbackLeibler(first, second)).isInfinite();
    assertThat(PSI.of(first, second)).isFinite().isPositive();
    assertThat(EmpiricalDistance.kolmogorovSmirnov(new double[] {1, 2}, new double[] {5, 6, 7}))
        .isEqualTo(1);
    assertThat(EmpiricalDistance.wasserstein(new double[] {-1e308}, new double[] {1e308}))
        .isInfinite();
    assertThat(EmpiricalDistance.wasserstein(new double[] {-0.0, 3}, new double[] {0.0, 5}))
        .isEqualTo(1);
  }

  @Test
  void ofValues_manyTies_fewerClasses() {
    double[] grades = {1, 1, 1, 1, 1, 1, 5, 5};
    assertThat(PSI.ofValues(grades, grades, 10)).isZero();
    assertThat(PSI.ofValues(grades, new double[] {5, 5, 5, 5}, 10)).isPositive();
    assertThat(PSI.ofValues(new double[] {2, 2}, new double[] {2, 3}, 4)).isPositive();
  }

  // Without change it should exceed the threshold as often as said.
  @Test
  void threshold_unchanged_isExceededAsOftenAsSaid() {
    SplittableRandom random = new SplittableRandom(29);
    double threshold = PopulationStability.threshold(8, 400, 250, 0.05);
    int exceeded = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      exceeded += PSI.of(drawn(random, 400), drawn(random, 250)) > threshold ? 1 : 0;
    }
    assertThat(exceeded / 2_000.0).isBetween(0.03, 0.065);
  }

  @Test
  void millions_inSeconds() {
    double[] x = new SplittableRandom(1).doubles(3_000_000).toArray();
    double[] y = Arrays.stream(x).map(v -> v + 0.25).toArray();
    assertThat(EmpiricalDistance.wasserstein(x, y)).isCloseTo(0.25, within(1e-9));
    assertThat(EmpiricalDistance.kolmogorovSmirnov(x, y)).isCloseTo(0.25, within(0.002));
  }

  @Test
  void wrongInput_saysWhatWasExpected() {
    double[] one = {1};
    assertThatThrownBy(() -> PSI.of(one, new double[] {1, 2}))
        .hasMessage("second: 2 values (expected: 1, as many as first)");
    assertThatThrownBy(() -> Divergence.jensenShannon(one, new double[] {0}))
        .hasMessage("second: counts that sum to 0.0 (expected: a finite sum above 0)");
    assertThatThrownBy(() -> Divergence.kullbackLeibler(one, new double[] {-1}))
        .hasMessage("second: -1.0 (expected: counts of 0 or more, finite)");
    assertThatThrownBy(() -> Divergence.kullbackLeibler(new double[0], new double[0]))
        .hasMessage("first: counts that sum to 0.0 (expected: a finite sum above 0)");
    assertThatThrownBy(() -> EmpiricalDistance.wasserstein(one, new double[0]))
        .hasMessage("second: no values (expected: at least 1)");
    assertThatThrownBy(() -> PSI.ofValues(one, new double[] {Double.NaN}, 4))
        .hasMessage("current: NaN (expected: a finite number)");
    assertThatThrownBy(() -> PSI.withFloor(0)).hasMessage("floor: 0.0 (expected: 0 < floor < 1)");
  }

  private static double[] drawn(SplittableRandom random, int n) {
    double[] counts = new double[8];
    for (int i = 0; i < n; i++) {
      // Twice as likely in the upper half.
      counts[(random.nextInt(3) == 0 ? 0 : 4) + random.nextInt(4)]++;
    }
    return counts;
  }

  private static void near(double actual, JsonNode expected) {
    if (expected.isNumber()) {
      double value = expected.doubleValue();
      assertThat(actual).isCloseTo(value, within(1e-10 * Math.max(1, value)));
    } else {
      assertThat(actual).isEqualTo(Double.parseDouble(expected.stringValue()));
    }
  }
}
