package dev.assay.stats.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.distance.MaximumMeanDiscrepancy.Estimator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaximumMeanDiscrepancyTest {

  private static final MaximumMeanDiscrepancy MMD = MaximumMeanDiscrepancy.withDefaults();

  @Test
  void quadratic_handMade_equalsTheFormula() {
    double[] x = {0, 1, 3};
    double[] y = {2, 5};
    double ofX = (k(0, 1) + k(0, 3) + k(1, 3)) / 3;
    double ofY = k(2, 5);
    double across = (k(0, 2) + k(0, 5) + k(1, 2) + k(1, 5) + k(3, 2) + k(3, 5)) / 6;
    Discrepancy found = MMD.withBandwidth(2).test(x, y);
    assertThat(found.value()).isCloseTo(ofX + ofY - 2 * across, within(1e-6));
    assertThat(found.bandwidth()).isEqualTo(2);
    assertThat(found.n()).isEqualTo(5);
  }

  @Test
  void bandwidth_notGiven_isTheMedianDistance() {
    // Distances 1, 2, 3, 4, 6, 7: of an even number the upper of the middle two.
    assertThat(MMD.test(new double[] {0, 1}, new double[] {3, 7}).bandwidth()).isEqualTo(4);
  }

  @Test
  void bothEstimators_shiftedVectors_areFarApart() {
    Random random = new Random(1);
    double[][] x = normal(random, 400, 5, 0);
    double[][] y = normal(random, 500, 5, 0.5);
    Discrepancy quadratic = MMD.test(x, y);
    assertThat(quadratic.exceeded()).isTrue();
    assertThat(quadratic.pValue()).isEqualTo(0.001);
    Discrepancy linear = MMD.with(Estimator.LINEAR).test(x, y);
    assertThat(linear.pValue()).isLessThan(0.05);
    assertThat(linear.exceeded()).isTrue();
    assertThat(linear.n()).isEqualTo(800);
  }

  @Test
  void sameSeed_sameResult() {
    Random random = new Random(2);
    double[][] x = normal(random, 60, 3, 0);
    double[][] y = normal(random, 50, 3, 0);
    assertThat(MMD.test(x, y)).isEqualTo(MMD.test(x, y));
    assertThat(MMD.withSeed(8).test(x, y).pValue()).isNotEqualTo(MMD.test(x, y).pValue());
  }

  @Test
  void exceeded_isWherePIsAtMostAlpha() {
    Random random = new Random(3);
    MaximumMeanDiscrepancy test = MMD.withPermutations(99);
    for (int draw = 0; draw < 200; draw++) {
      Discrepancy found = test.test(normal(random, 12, 1, 0), normal(random, 15, 1, 0.6));
      assertThat(found.exceeded()).isEqualTo(found.pValue() <= 0.05);
    }
  }

  @Test
  void bandwidth_mostVectorsTheSame_isStillAboveZero() {
    double[] rare = new double[3_000];
    rare[2_999] = 1;
    Discrepancy found = MMD.with(Estimator.LINEAR).test(rare, new double[3_000]);
    assertThat(found.bandwidth()).isCloseTo(Math.sqrt(2 / 6_000.0), within(1e-5));
    assertThat(found.pValue()).isBetween(0.0, 1.0);
  }

  @Test
  void allVectorsTheSame_nothingDiffers() {
    double[] same = {4, 4, 4, 4};
    assertThat(MMD.test(same, same)).isEqualTo(new Discrepancy(0, 0, 1, 0, 8));
    assertThat(MMD.with(Estimator.LINEAR).test(same, same).exceeded()).isFalse();
    Discrepancy constants = MMD.with(Estimator.LINEAR).test(same, new double[] {5, 5, 5, 5});
    assertThat(constants.pValue()).isZero();
    assertThat(constants.exceeded()).isTrue();
  }

  @Test
  void wrongInput_saysWhatWasExpected() {
    double[] two = {1, 2};
    assertThatThrownBy(() -> MMD.test(two, new double[] {1}))
        .hasMessage("second: 1 vectors (expected: at least 2)");
    assertThatThrownBy(() -> MMD.with(Estimator.LINEAR).test(two, two))
        .hasMessageContaining("(expected: at least 4 in each sample");
    assertThatThrownBy(() -> MMD.test(new double[5_000], new double[] {1, 2}))
        .hasMessageStartingWith("vectors: 5002 (expected: at most 4000");
    assertThatThrownBy(() -> MMD.test(new double[][] {{1, 2}, {3}}, new double[][] {{1}, {2}}))
        .hasMessage("first: a vector of 1 numbers (expected: 2)");
    assertThatThrownBy(() -> MMD.test(new double[] {1e200, -1e200}, two))
        .hasMessageStartingWith("vectors: too far apart");
    assertThatThrownBy(() -> MMD.test(two, new double[] {1, Double.NaN}))
        .hasMessage("second: NaN (expected: a finite number)");
  }

  private static double k(double a, double b) {
    return Math.exp(-(a - b) * (a - b) / 8);
  }

  private static double[][] normal(Random random, int n, int dimensions, double shift) {
    double[][] vectors = new double[n][dimensions];
    for (double[] vector : vectors) {
      for (int d = 0; d < dimensions; d++) {
        vector[d] = random.nextGaussian() + shift;
      }
    }
    return vectors;
  }
}
