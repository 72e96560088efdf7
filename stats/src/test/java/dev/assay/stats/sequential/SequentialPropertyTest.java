package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Interval;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** What must not matter, and what must hold for any stream. */
class SequentialPropertyTest {

  @Property(tries = 200, seed = "11")
  void eValues_orderOfValues_doesNotMatter(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = 0, max = 1) Double> values,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double threshold,
      @ForAll Random random) {
    SequentialRate.Stream inOrder = SequentialRate.atLeast(threshold).start();
    values.forEach(inOrder::add);
    Collections.shuffle(values, random);
    SequentialRate.Stream shuffled = SequentialRate.atLeast(threshold).start();
    values.forEach(shuffled::add);
    assertThat(ratio(shuffled.eValueAbove(), inOrder.eValueAbove())).isCloseTo(1, within(1e-9));
    assertThat(ratio(shuffled.eValueBelow(), inOrder.eValueBelow())).isCloseTo(1, within(1e-9));
  }

  // Evidence of two hundred values may be more, or less, than a double holds with all its digits.
  private static double ratio(double value, double other) {
    boolean vanished = value < Double.MIN_NORMAL && other < Double.MIN_NORMAL;
    return value == other || vanished ? 1 : value / other;
  }

  @Property(tries = 200, seed = "11")
  void mirroredValues_mirrorTheAnswer(
      @ForAll @Size(max = 100) List<@DoubleRange(min = 0, max = 1) Double> values) {
    ConfidenceSequence plain = BettingSequence.withDefaults().start();
    ConfidenceSequence mirrored = BettingSequence.withDefaults().start();
    SequentialRate.Stream above = SequentialRate.atLeast(0.75).start();
    SequentialRate.Stream below = SequentialRate.atLeast(0.25).start();
    for (double value : values) {
      plain.add(value);
      mirrored.add(1 - value);
      above.add(value);
      below.add(1 - value);
    }
    assertThat(mirrored.interval().low()).isCloseTo(1 - plain.interval().high(), within(1e-9));
    assertThat(mirrored.interval().high()).isCloseTo(1 - plain.interval().low(), within(1e-9));
    assertThat(below.pValueBelow()).isCloseTo(above.pValueAbove(), within(1e-9));
    assertThat(below.pValueAbove()).isCloseTo(above.pValueBelow(), within(1e-9));
  }

  @Property(tries = 200, seed = "11")
  void anyStream_givesAnIntervalAroundItsMeanAndNoNaN(
      @ForAll @Size(min = 1, max = 300) List<@DoubleRange(min = -5, max = 3) Double> values,
      @ForAll @DoubleRange(min = -5, max = 3) double threshold) {
    SequentialRate.Stream rate = SequentialRate.ofMean(threshold, -5, 3).start();
    ConfidenceSequence betting = BettingSequence.withDefaults().withBounds(-5, 3).start();
    EProcess process = BettingTest.dropBelow(threshold, -5, 3).withRestarts().start();
    for (double value : values) {
      rate.add(value);
      betting.add(value);
      process.add(value);
    }
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    Interval interval = betting.interval();
    assertThat(interval.low()).isBetween(-5.0, mean + 1e-9);
    assertThat(interval.high()).isBetween(mean - 1e-9, 3.0);
    assertThat(rate.pValueAbove()).isBetween(0.0, 1.0);
    assertThat(rate.pValueBelow()).isBetween(0.0, 1.0);
    assertThat(process.pValue()).isBetween(0.0, 1.0);
    assertThat(rate.eValueAbove()).isGreaterThanOrEqualTo(0);
    assertThat(rate.estimate().orElseThrow().value()).isCloseTo(mean, within(1e-9));
  }
}
