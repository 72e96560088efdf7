package dev.assay.stats.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoncentralTTest {

  @ParameterizedTest
  @CsvSource({"1, 0.3", "1, 63.6", "1, 636", "2, -4", "5, 0", "30, 2.04", "1e6, 1.96", "1e9, -3"})
  void above_withoutNoncentrality_isStudent(double degreesOfFreedom, double t) {
    assertThat(NoncentralT.above(t, degreesOfFreedom, 0))
        .isCloseTo(TDistribution.of(degreesOfFreedom).survivalProbability(t), within(1e-12));
  }

  // At 0 only the normal part tells.
  @ParameterizedTest
  @CsvSource({"1, 0.5", "4, 2", "50, -3", "1e5, 1"})
  void above_zero_isNormal(double degreesOfFreedom, double noncentrality) {
    assertThat(NoncentralT.above(0, degreesOfFreedom, noncentrality))
        .isCloseTo(NormalDistribution.of(0, 1).cumulativeProbability(noncentrality), within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"1, 12.7, 3", "8, 2.3, 2.5", "100, -1, 4", "1e6, 50, 48", "3, 400, 300"})
  void above_andBelow_addUpAndInvert(double degreesOfFreedom, double t, double noncentrality) {
    double above = NoncentralT.above(t, degreesOfFreedom, noncentrality);
    assertThat(above + NoncentralT.below(t, degreesOfFreedom, noncentrality))
        .isCloseTo(1, within(1e-12));
    if (above > 1e-6 && above < 1 - 1e-6) {
      assertThat(NoncentralT.noncentrality(t, degreesOfFreedom, above))
          .isCloseTo(noncentrality, within(1e-6));
    }
  }

  @Test
  void noncentrality_farAway_isFound() {
    double found = NoncentralT.noncentrality(1e4, 10, 0.975);
    assertThat(NoncentralT.above(1e4, 10, found)).isCloseTo(0.975, within(1e-9));
    assertThat(NoncentralT.noncentrality(-1e4, 10, 0.025)).isCloseTo(-found, within(1e-6));
  }
}
