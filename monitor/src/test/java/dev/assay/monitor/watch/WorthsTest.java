package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.monitor.window.Sample;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WorthsTest {

  private static final Instant AT = Instant.parse("2026-03-02T09:00:00Z");
  private static final Offset<Double> EXACT = within(1e-9);

  private final Worths worths = new Worths();

  /** So many with the weight 1, and so many with another. */
  private static Sample sample(int certain, int others, double weight) {
    double sum = certain + others * weight;
    double squares = certain + others * weight * weight;
    return new Sample(0.1, sum * sum / squares, 0.09, certain + others, sum);
  }

  @Test
  void weightsAllAlike_isHowManyWereLookedAt() {
    worths.add(AT, sample(0, 40, 20));
    Worth worth = worths.of(AT.plusSeconds(86_400), sample(0, 50, 20));
    assertThat(worth.size()).isCloseTo(50, EXACT);
    assertThat(worth.noise()).isCloseTo(50, EXACT);
    assertThat(worth.heaviest()).isCloseTo(1, EXACT);
  }

  // Of weights 1 and 100 the past has 900 and 1: a sum of 1,000, and of squares 10,900.
  @Test
  void fewWeighMuch_countsByTheTrafficWhetherTheyAreDrawnOrNot() {
    worths.add(AT, sample(900, 1, 100));
    double unit = 1_000 / 10_900.0;
    Worth without = worths.of(AT, sample(900, 0, 100));
    assertThat(without.size()).isCloseTo(900 * unit, EXACT);
    assertThat(without.noise()).isCloseTo(900 * unit, EXACT);
    assertThat(without.heaviest()).isCloseTo(100 * unit, EXACT);
    Worth with = worths.of(AT, sample(900, 2, 100));
    assertThat(with.size()).isCloseTo(1_100 * unit, EXACT);
    assertThat(with.noise()).isCloseTo(20_900 * unit * unit, EXACT);
  }

  @Test
  void rateLowered_noiseIsThatOfTheGreaterWeights() {
    worths.add(AT, sample(0, 100, 20));
    Worth worth = worths.of(AT, sample(0, 40, 50));
    assertThat(worth.size()).isCloseTo(100, EXACT);
    assertThat(worth.noise()).isCloseTo(250, EXACT);
    assertThat(worth.heaviest()).isCloseTo(2.5, EXACT);
  }

  @Test
  void nothingBefore_countsByItsOwnWeights() {
    Sample sample = sample(90, 10, 10);
    assertThat(worths.of(AT, sample).size()).isCloseTo(sample.size(), EXACT);
    assertThat(worths.of(AT, sample).noise()).isCloseTo(sample.size(), EXACT);
  }
}
