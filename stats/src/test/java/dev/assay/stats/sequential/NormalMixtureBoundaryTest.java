package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalMixtureBoundaryTest {

  // Equation 14 of Howard et al. in plain Python 3.11 doubles.
  @Test
  void at_referenceValues_equal() {
    NormalMixtureBoundary boundary = NormalMixtureBoundary.tunedTo(100, 0.95);
    assertThat(boundary.r()).isCloseTo(12.60056097925634, within(1e-10));
    assertThat(boundary.at(10)).isCloseTo(12.1907531463415, within(1e-10));
    assertThat(boundary.at(100)).isCloseTo(30.352089903762526, within(1e-10));
    assertThat(boundary.at(1000)).isCloseTo(102.51228683166386, within(1e-10));
  }

  @Test
  void at_randomWalks_rarelyCrossedEver() {
    SplittableRandom random = new SplittableRandom(3);
    NormalMixtureBoundary boundary = NormalMixtureBoundary.tunedTo(50, 0.9);
    int crossed = 0;
    int walks = 2000;
    for (int walk = 0; walk < walks; walk++) {
      double sum = 0;
      boolean over = false;
      for (int i = 1; i <= 1000; i++) {
        sum += random.nextGaussian();
        over |= Math.abs(sum) > boundary.at(i);
      }
      crossed += over ? 1 : 0;
    }
    assertThat(crossed).isBetween(walks / 50, walks / 10);
  }

  @Test
  void new_outOfRange_refused() {
    assertThatThrownBy(() -> new NormalMixtureBoundary(0.95, 0))
        .hasMessage("r: 0.0 (expected: above 0, finite)");
  }
}
