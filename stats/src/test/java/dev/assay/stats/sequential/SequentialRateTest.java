package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialRateTest {

  @Test
  void add_onlyPasses_decidesAboveAsSoonAsTheBetOnAllWins() {
    SequentialRate.Stream stream = SequentialRate.atLeast(0.9).start();
    while (!stream.add(true).decided()) {
      assertThat(stream.count()).isLessThan(80);
    }
    assertThat(stream.decision()).isEqualTo(SequentialDecision.DECIDED_ABOVE);
    // The bet of all alone needs 40 * 16 = (1 / 0.9)^n, that is n = 62; the others help.
    assertThat(stream.decidedAfter()).isEqualTo(stream.count()).isBetween(36L, 62L);
    assertThat(stream.pValueAbove()).isLessThanOrEqualTo(0.025);
    assertThat(stream.pValueBelow()).isEqualTo(1);
    assertThat(stream.eValueAbove()).isGreaterThanOrEqualTo(40);
    assertThat(stream.eValueBelow()).isLessThan(1);
  }

  @Test
  void add_knownValues_eValuesAreTheMeanOfTheBets() {
    SequentialRate.Stream stream = SequentialRate.ofMean(2, 0, 4).start();
    stream.add(3);
    stream.add(1);
    double above = 0;
    for (int i = 0; i < 16; i++) {
      double f = Math.pow(2, -10 * i / 15.0);
      above += (1 - f + f * 1.5) * (1 - f + f * 0.5) / 16;
    }
    assertThat(stream.eValueAbove()).isCloseTo(above, within(1e-12));
    assertThat(stream.eValueBelow()).isCloseTo(above, within(1e-12));
  }

  @Test
  void add_rateOfOne_oneFailureDecides() {
    SequentialRate.Stream stream = SequentialRate.atLeast(1).start();
    for (int i = 0; i < 1_000; i++) {
      assertThat(stream.add(true)).isEqualTo(SequentialDecision.UNDECIDED);
    }
    assertThat(stream.add(false)).isEqualTo(SequentialDecision.DECIDED_BELOW);
    assertThat(stream.eValueBelow()).isInfinite();
    assertThat(stream.pValueBelow()).isZero();
    assertThat(stream.estimate().orElseThrow().high()).isLessThan(1);
  }

  @Test
  void add_rateOfZero_onePassDecides() {
    SequentialRate.Stream stream = SequentialRate.atLeast(0).start();
    assertThat(stream.add(false)).isEqualTo(SequentialDecision.UNDECIDED);
    assertThat(stream.add(true)).isEqualTo(SequentialDecision.DECIDED_ABOVE);
  }

  @Test
  void add_afterDecision_decisionStays() {
    SequentialRate.Stream stream = SequentialRate.atLeast(0.5).start();
    for (int i = 0; i < 30; i++) {
      stream.add(true);
    }
    long decidedAfter = stream.decidedAfter();
    for (int i = 0; i < 1_000; i++) {
      stream.add(false);
    }
    assertThat(stream.decision()).isEqualTo(SequentialDecision.DECIDED_ABOVE);
    assertThat(stream.decidedAfter()).isEqualTo(decidedAfter);
    Estimate estimate = stream.estimate().orElseThrow();
    assertThat(estimate.low()).isLessThanOrEqualTo(estimate.high());
  }

  @Test
  void add_differencesOfZero_decidesThatNothingIsLost() {
    SequentialRate.Stream stream = SequentialRate.differenceAboveMinus(0.05).start();
    while (!stream.add(0).decided()) {
      assertThat(stream.count()).isLessThan(200);
    }
    assertThat(stream.decision()).isEqualTo(SequentialDecision.DECIDED_ABOVE);
    assertThat(stream.estimate().orElseThrow().low()).isGreaterThanOrEqualTo(-0.05);
    assertThat(stream.estimate().orElseThrow().value()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.9", "0.97, 0.9", "0.8, 0.9", "0.5, 0.45", "0.01, 0.05"})
  void estimate_afterEveryObservation_agreesWithTheDecision(double truth, double threshold) {
    SplittableRandom random = new SplittableRandom(5);
    SequentialRate.Stream stream = SequentialRate.atLeast(threshold).start();
    for (int i = 0; i < 600; i++) {
      boolean undecided = !stream.decision().decided();
      stream.add(random.nextDouble() < truth);
      Estimate estimate = stream.estimate().orElseThrow();
      assertThat(estimate.low()).isLessThanOrEqualTo(estimate.value());
      assertThat(estimate.high()).isGreaterThanOrEqualTo(estimate.value());
      assertThat(estimate.level()).isCloseTo(0.95, within(1e-12));
      if (undecided) {
        boolean outside = estimate.low() >= threshold || estimate.high() <= threshold;
        assertThat(outside).isEqualTo(stream.decision().decided());
      }
    }
  }

  @Test
  void resume_atAnyMoment_goesOnAsIfNeverStopped() {
    SplittableRandom random = new SplittableRandom(11);
    SequentialRate rate = SequentialRate.ofMean(0.3, -1, 2).withErrorRates(0.01, 0.1);
    SequentialRate.Stream whole = rate.start();
    SequentialRate.Stream stopped = rate.start();
    for (int i = 0; i < 500; i++) {
      double value = random.nextDouble() * 3 - 1;
      whole.add(value);
      stopped = SequentialRate.resume(stopped.toBytes());
      stopped.add(value);
    }
    assertThat(stopped.toBytes()).isEqualTo(whole.toBytes());
    assertThat(stopped.decision()).isEqualTo(whole.decision());
    assertThat(stopped.estimate()).isEqualTo(whole.estimate());
    assertThat(stopped.threshold()).isEqualTo(0.3);
  }

  @Test
  void resume_hostileBytes_saysWhatWasExpected() {
    SequentialRate.Stream stream = SequentialRate.atLeast(0.9).start();
    stream.add(true);
    byte[] bytes = stream.toBytes();
    assertThatThrownBy(() -> SequentialRate.resume(new byte[0]))
        .hasMessage("state: 0 bytes (expected: the binary form of a sequential state)");
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SequentialRate.resume(cut))
          .isInstanceOf(IllegalArgumentException.class);
      byte[] flipped = bytes.clone();
      flipped[length] ^= 0x10;
      assertThatThrownBy(() -> SequentialRate.resume(flipped))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> SequentialRate.resume(BettingSequence.withDefaults().start().toBytes()))
        .hasMessage("state: BETTING_SEQUENCE (expected: SEQUENTIAL_RATE)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void add_valueOutOfBounds_leavesTheStateAlone(double value) {
    SequentialRate.Stream stream = SequentialRate.atLeast(0.9).start();
    byte[] before = stream.toBytes();
    assertThatThrownBy(() -> stream.add(value))
        .hasMessage("value: " + value + " (expected: a number from 0.0 to 1.0)");
    assertThat(stream.toBytes()).isEqualTo(before);
    assertThat(stream.estimate()).isEmpty();
  }

  @Test
  void settings_outOfRange_sayWhatWasExpected() {
    assertThatThrownBy(() -> SequentialRate.atLeast(1.2))
        .hasMessage("threshold: 1.2 (expected: a number from 0.0 to 1.0)");
    assertThatThrownBy(() -> SequentialRate.differenceAboveMinus(-0.1))
        .hasMessage("margin: -0.1 (expected: 0 <= margin <= 1)");
    assertThatThrownBy(() -> SequentialRate.atLeast(0.9).withErrorRates(0.5, 0.05))
        .hasMessage("falselyAbove: 0.5 (expected: 0 < rate < 0.5)");
    assertThatThrownBy(() -> SequentialRate.atLeast(0.9).withErrorRates(0.05, 0))
        .hasMessage("falselyBelow: 0.0 (expected: 0 < rate < 0.5)");
    assertThatThrownBy(() -> SequentialRate.ofMean(0, 1, 1))
        .hasMessage("bounds: [1.0, 1.0] (expected: finite, low < high)");
  }

  @Test
  void add_longStreamFarFromTheThreshold_neitherOverflowsNorDies() {
    SequentialRate.Stream stream = SequentialRate.atLeast(0.9).start();
    for (int i = 0; i < 200_000; i++) {
      stream.add(true);
    }
    assertThat(stream.eValueAbove()).isInfinite();
    assertThat(stream.eValueBelow()).isBetween(0.0, 1e-30);
    assertThat(stream.pValueAbove()).isZero();
    assertThat(stream.estimate().orElseThrow().low()).isGreaterThan(0.999);
    assertThat(SequentialRate.resume(stream.toBytes()).toBytes()).isEqualTo(stream.toBytes());
  }
}
