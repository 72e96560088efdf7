package dev.assay.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateDifferenceTest {

  // Of two Wilson intervals it is Newcombe's: 56/70 and 48/80 give 0.2000, 0.0524 to 0.3339
  // (Newcombe 1998, table II, method 10).
  @Test
  void of_wilsonIntervals_isNewcombes() {
    Estimate difference =
        EstimateDifference.of(
            WilsonInterval.withDefaults().of(56, 70), WilsonInterval.withDefaults().of(48, 80));
    assertThat(difference.value()).isCloseTo(0.2, within(1e-12));
    assertThat(difference.low()).isCloseTo(0.0524, within(5e-5));
    assertThat(difference.high()).isCloseTo(0.3339, within(5e-5));
    assertThat(difference.n()).isEqualTo(70);
  }

  @Test
  void of_openEnds_isOpen() {
    Estimate open = new Estimate(3, new Interval(1, Double.POSITIVE_INFINITY, 0.95), 4);
    Estimate closed = new Estimate(2, new Interval(1, 3, 0.95), 9);
    assertThat(EstimateDifference.of(open, closed).high()).isInfinite();
    assertThat(EstimateDifference.of(closed, open).low()).isInfinite();
  }

  @Test
  void of_levelsThatDiffer_saysSo() {
    Estimate one = new Estimate(0.5, new Interval(0.4, 0.6, 0.95), 9);
    Estimate other = new Estimate(0.5, new Interval(0.4, 0.6, 0.9), 9);
    assertThatThrownBy(() -> EstimateDifference.of(one, other))
        .hasMessage("level: 0.95 and 0.9 (expected: the same)");
  }
}
