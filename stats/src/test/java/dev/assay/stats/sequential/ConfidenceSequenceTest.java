package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfidenceSequenceTest {

  static Stream<Supplier<ConfidenceSequence>> kinds() {
    return Stream.of(
        () -> BettingSequence.withDefaults().start(),
        () -> EmpiricalBernsteinSequence.withDefaults().start());
  }

  // The definition of the sequence, summed over all values.
  @Test
  void bernstein_definition_equal() {
    double[] x = {0.2, 0.9, 1, 0, 0.5, 0.7, 0.7, 1, 1, 0.3};
    ConfidenceSequence sequence = EmpiricalBernsteinSequence.withDefaults().withLevel(0.9).start();
    double weights = 0;
    double weighted = 0;
    double spread = 0;
    for (int t = 1; t <= x.length; t++) {
      double mean = (0.5 + Arrays.stream(x, 0, t - 1).sum()) / t;
      double squares = 0.25;
      for (int i = 1; i < t; i++) {
        double then = (0.5 + Arrays.stream(x, 0, i).sum()) / (i + 1);
        squares += (x[i - 1] - then) * (x[i - 1] - then);
      }
      double variance = squares / t;
      double l = Math.min(0.5, Math.sqrt(2 * Math.log(20) / (variance * t * Math.log(t + 1))));
      weights += l;
      weighted += l * x[t - 1];
      spread += 4 * Math.pow(x[t - 1] - mean, 2) * (-Math.log(1 - l) - l) / 4;
      sequence.add(x[t - 1]);
    }
    double half = (Math.log(20) + spread) / weights;
    Estimate estimate = sequence.estimate().orElseThrow();
    assertThat(estimate.value()).isCloseTo(weighted / weights, within(1e-12));
    assertThat(estimate.low()).isCloseTo(Math.max(0, weighted / weights - half), within(1e-12));
    assertThat(estimate.high()).isCloseTo(Math.min(1, weighted / weights + half), within(1e-12));
  }

  // At an end of the interval, the capital bet against it has just reached 2 / alpha.
  @Test
  void betting_ends_areWhereTheCapitalReachesItsThreshold() {
    ConfidenceSequence sequence = BettingSequence.withDefaults().start();
    double[] x = new double[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 5 == 0 ? 0 : i % 3 == 0 ? 0.5 : 1;
      sequence.add(x[i]);
    }
    Interval interval = sequence.interval();
    assertThat(capital(x, interval.low())).isCloseTo(40, within(1e-6));
    double[] mirrored = Arrays.stream(x).map(v -> 1 - v).toArray();
    assertThat(capital(mirrored, 1 - interval.high())).isCloseTo(40, within(1e-6));
    assertThat(sequence.excludes(interval.low() - 1e-9)).isTrue();
    assertThat(sequence.excludes(interval.low() + 1e-9)).isFalse();
    assertThat(sequence.excludes(interval.high() + 1e-9)).isTrue();
    assertThat(sequence.excludes(interval.high() - 1e-9)).isFalse();
  }

  // Values between the knots: the tally may understate the capital, never overstate it.
  @Test
  void betting_valuesOfAnyKind_widerThanTheValuesThemselvesWouldBe() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      double power = 0.2 + 4 * random.nextDouble();
      double[] x = random.doubles(300).map(v -> Math.pow(v, power)).toArray();
      ConfidenceSequence sequence = BettingSequence.withDefaults().start();
      Arrays.stream(x).forEach(sequence::add);
      double low = sequence.interval().low();
      double exact = capital(x, low);
      assertThat(exact).isBetween(40 - 1e-6, 44.0);
    }
  }

  private static double capital(double[] x, double mean) {
    double capital = 0;
    for (int i = 0; i < 16; i++) {
      double f = Math.pow(2, -10 * i / 15.0);
      double product = 1;
      for (double value : x) {
        product *= 1 - f + f * value / mean;
      }
      capital += product / 16;
    }
    return capital;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void interval_beforeTheFirstValue_isAllThereIs(Supplier<ConfidenceSequence> kind) {
    ConfidenceSequence sequence = kind.get();
    assertThat(sequence.interval()).isEqualTo(new Interval(0, 1, 0.95));
    assertThat(sequence.estimate()).isEmpty();
    assertThat(sequence.excludes(0.5)).isFalse();
    assertThat(sequence.excludes(1.5)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void interval_constantValues_closesInWithoutCollapsing(Supplier<ConfidenceSequence> kind) {
    for (double constant : new double[] {0, 0.3, 1}) {
      ConfidenceSequence sequence = kind.get();
      for (int i = 0; i < 10_000; i++) {
        sequence.add(constant);
      }
      Interval interval = sequence.interval();
      assertThat(interval.contains(constant)).isTrue();
      assertThat(interval.high() - interval.low()).isBetween(1e-5, 0.02);
      assertThat(sequence.count()).isEqualTo(10_000);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void resume_atAnyMoment_goesOnAsIfNeverStopped(Supplier<ConfidenceSequence> kind) {
    SplittableRandom random = new SplittableRandom(9);
    ConfidenceSequence whole = kind.get();
    ConfidenceSequence stopped = kind.get();
    for (int i = 0; i < 300; i++) {
      double value = random.nextDouble();
      whole.add(value);
      stopped = ConfidenceSequence.resume(stopped.toBytes());
      stopped.add(value);
    }
    assertThat(stopped.toBytes()).isEqualTo(whole.toBytes());
    assertThat(stopped.estimate()).isEqualTo(whole.estimate());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void add_noValueInTheBounds_leavesTheStateAlone(Supplier<ConfidenceSequence> kind) {
    ConfidenceSequence sequence = kind.get();
    sequence.add(0.25);
    byte[] before = sequence.toBytes();
    for (double value : new double[] {Double.NaN, -1e-9, 1.5, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> sequence.add(value))
          .hasMessage("value: " + value + " (expected: a number from 0.0 to 1.0)");
    }
    assertThat(sequence.toBytes()).isEqualTo(before);
  }

  @Test
  void interval_otherBounds_isTheSameStretched() {
    SplittableRandom random = new SplittableRandom(4);
    ConfidenceSequence unit = BettingSequence.withDefaults().start();
    ConfidenceSequence wide = BettingSequence.withDefaults().withBounds(-2, 6).start();
    ConfidenceSequence bernstein = EmpiricalBernsteinSequence.withDefaults().start();
    ConfidenceSequence stretched =
        EmpiricalBernsteinSequence.withDefaults().withBounds(-2, 6).start();
    for (int i = 0; i < 400; i++) {
      double value = random.nextDouble();
      unit.add(value);
      bernstein.add(value);
      wide.add(8 * value - 2);
      stretched.add(8 * value - 2);
    }
    assertThat(wide.interval().low()).isCloseTo(8 * unit.interval().low() - 2, within(1e-9));
    assertThat(wide.interval().high()).isCloseTo(8 * unit.interval().high() - 2, within(1e-9));
    assertThat(stretched.interval().low())
        .isCloseTo(8 * bernstein.interval().low() - 2, within(1e-9));
  }

  @Test
  void settings_outOfRange_sayWhatWasExpected() {
    assertThatThrownBy(() -> BettingSequence.withDefaults().withLevel(1))
        .hasMessage("level: 1.0 (expected: 0 < level < 1)");
    assertThatThrownBy(() -> EmpiricalBernsteinSequence.withDefaults().withBounds(0, Double.NaN))
        .hasMessage("bounds: [0.0, NaN] (expected: finite, low < high)");
    assertThatThrownBy(
            () -> ConfidenceSequence.resume(SequentialRate.atLeast(0.5).start().toBytes()))
        .hasMessage("state: SEQUENTIAL_RATE (expected: a confidence sequence)");
  }

  @Test
  void difference_twoStreams_coversTheDifferenceAndDecides() {
    DifferenceSequence.Streams streams = DifferenceSequence.withDefaults().start();
    assertThat(streams.interval()).isEqualTo(new Interval(-1, 1, 0.95));
    streams.addFirst(1);
    assertThat(streams.estimate()).isEmpty();
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 2_000; i++) {
      streams.addFirst(random.nextDouble() < 0.9 ? 1 : 0);
      if (i % 2 == 0) {
        streams.addSecond(random.nextDouble() < 0.7 ? 1 : 0);
      }
    }
    Estimate estimate = streams.estimate().orElseThrow();
    assertThat(estimate.interval().contains(0.2)).isTrue();
    assertThat(estimate.n()).isEqualTo(3_001);
    assertThat(streams.countFirst()).isEqualTo(2_001);
    assertThat(streams.countSecond()).isEqualTo(1_000);
    assertThat(streams.decision(0)).isEqualTo(SequentialDecision.DECIDED_ABOVE);
    assertThat(streams.decision(0.4)).isEqualTo(SequentialDecision.DECIDED_BELOW);
    assertThat(streams.decision(estimate.value())).isEqualTo(SequentialDecision.UNDECIDED);
    assertThatThrownBy(() -> streams.decision(1.5))
        .hasMessage("threshold: 1.5 (expected: a number from -1.0 to 1.0)");
    DifferenceSequence.Streams resumed = DifferenceSequence.resume(streams.toBytes());
    assertThat(resumed.interval()).isEqualTo(streams.interval());
    assertThat(resumed.toBytes()).isEqualTo(streams.toBytes());
  }
}
