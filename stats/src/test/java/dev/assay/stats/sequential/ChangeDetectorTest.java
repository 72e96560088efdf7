package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.sequential.ChangeDetector.Change;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeDetectorTest {

  // Hawkins & Olwell (1998) and Siegmund's approximation, which is within 1% from h = 3 on:
  // k = 0.5, h = 4: 335.4; h = 5: 930.9. At h = 0 the run length is 1 / P(z > k).
  @ParameterizedTest
  @CsvSource({"0.5, 4, 335.37, 0.01", "0.5, 5, 930.89, 0.01", "0.5, 0, 3.241097, 1e-6"})
  void runLength_normal_equalsReference(double k, double h, double expected, double tolerance) {
    assertThat(NormalRunLength.of(k, h)).isCloseTo(expected, within(tolerance));
  }

  @Test
  void runLength_normal_nearSiegmundsApproximation() {
    for (double k : new double[] {0.05, 0.25, 0.5, 0.75}) {
      for (double h : new double[] {4, 6, 10}) {
        double ratio = NormalRunLength.of(k, h) / Siegmund.runLength(k, h);
        assertThat(ratio).isBetween(0.96, 1.02);
      }
    }
  }

  @Test
  void calibrate_normal_hasTheRunLengthAskedFor() {
    for (double runLength : new double[] {10, 500, 20_000, 1e6}) {
      for (double shift : new double[] {0.1, 0.5, 1, 2}) {
        ChangeDetector detector =
            Cusum.of(0, 1).detecting(shift).withRunLength(runLength).calibrate();
        assertThat(detector.expectedRunLength()).isCloseTo(runLength, within(1e-4 * runLength));
        assertThat(detector.thresholdOfRise()).isInfinite();
      }
    }
  }

  @Test
  void calibrate_largeShift_alarmsLessOftenThanAskedAndSaysSo() {
    ChangeDetector detector = Cusum.of(0, 1).detecting(8).withRunLength(100).calibrate();
    assertThat(detector.thresholdOfDrop()).isZero();
    assertThat(detector.expectedRunLength()).isCloseTo(31_574.4, within(0.1));
  }

  @Test
  void add_byHand_sumsDeviationsBeyondHalfTheShift() {
    Chart chart = new Chart(10, 2, 0.5, Double.POSITIVE_INFINITY, 2, Chart.FIXED_MEAN);
    ChangeDetector detector = new ChangeDetector(chart, 100);
    // In deviations: 1, -1, -1, 0.25, -2.
    assertThat(detector.add(12)).isEmpty();
    assertThat(detector.towardsDrop()).isZero();
    assertThat(detector.add(8)).isEmpty();
    assertThat(detector.add(8)).isEmpty();
    assertThat(detector.towardsDrop()).isCloseTo(0.5, within(1e-12));
    assertThat(detector.add(10.5)).isEmpty();
    assertThat(detector.towardsDrop()).isCloseTo(0.125, within(1e-12));
    assertThat(detector.towardsRise()).isZero();
    assertThat(detector.add(3)).contains(new Change(Direction.DOWN, 5, 2));
    assertThat(detector.towardsDrop()).isZero();
    assertThat(detector.alarms()).isEqualTo(1);
    assertThat(detector.count()).isEqualTo(5);
  }

  // The textbook's form: the cumulative sum against its least value so far.
  @Test
  void add_pageHinkley_equalsItsDefinition() {
    Chart chart = new Chart(0, 1, 0.25, 1e6, Double.POSITIVE_INFINITY, 0);
    ChangeDetector detector = new ChangeDetector(chart, 100);
    SplittableRandom random = new SplittableRandom(3);
    double total = 0;
    double sum = 0;
    double least = 0;
    for (int t = 1; t <= 500; t++) {
      double x = random.nextGaussian() + (t > 300 ? 1 : 0);
      detector.add(x);
      total += x;
      sum += x - total / t - 0.25;
      least = Math.min(least, sum);
      assertThat(detector.towardsRise() * 1e6).isCloseTo(sum - least, within(1e-8));
    }
  }

  @Test
  void add_dropAfterAMonth_isFoundAndDated() {
    ChangeDetector detector =
        Cusum.of(InControl.passRate(0.9)).detecting(0.1).withRunLength(5_000).calibrate();
    SplittableRandom random = new SplittableRandom(1);
    Optional<Change> change = Optional.empty();
    int t = 0;
    while (change.isEmpty()) {
      t++;
      change = detector.add(random.nextDouble() < (t <= 1_000 ? 0.9 : 0.75) ? 1 : 0);
    }
    assertThat(change.orElseThrow().direction()).isEqualTo(Direction.DOWN);
    assertThat(change.orElseThrow().observation()).isEqualTo(t).isBetween(1_001L, 1_100L);
    assertThat(change.orElseThrow().since()).isBetween(960L, 1_040L);
  }

  @Test
  void resume_atAnyMoment_goesOnAsIfNeverStopped() {
    SplittableRandom random = new SplittableRandom(8);
    ChangeDetector whole = PageHinkley.of(3, 2).with(Direction.BOTH).withRunLength(50).calibrate();
    ChangeDetector stopped = ChangeDetector.resume(whole.toBytes());
    for (int i = 0; i < 500; i++) {
      double value = 3 + 2 * random.nextGaussian();
      stopped = ChangeDetector.resume(stopped.toBytes());
      assertThat(stopped.add(value)).isEqualTo(whole.add(value));
    }
    assertThat(whole.alarms()).isPositive();
    assertThat(stopped.toBytes()).isEqualTo(whole.toBytes());
    assertThat(stopped.expectedRunLength()).isEqualTo(whole.expectedRunLength());
  }

  @Test
  void resume_hostileBytes_saysWhatWasExpected() {
    byte[] bytes = Cusum.of(0, 1).calibrate().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ChangeDetector.resume(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    StateWriter forged = new StateWriter(StateKind.CHANGE_DETECTOR);
    forged.numbers(new double[] {0, -1, 1, 2, 2, 0, 100});
    assertThatThrownBy(() -> ChangeDetector.resume(forged.toBytes()))
        .hasMessage("state: a chart (expected: its numbers in range)");
  }

  @Test
  void calibrate_sameSeed_sameThreshold() {
    PageHinkley test = PageHinkley.of(0, 1).withRunLength(100).withSeed(5);
    assertThat(test.calibrate().toBytes()).isEqualTo(test.calibrate().toBytes());
    assertThat(test.withSeed(6).calibrate().thresholdOfDrop())
        .isNotEqualTo(test.calibrate().thresholdOfDrop());
  }

  @Test
  void add_hugeValue_alarmsAndGoesOn() {
    ChangeDetector detector =
        PageHinkley.of(0, 1).with(Direction.BOTH).withRunLength(100).calibrate();
    assertThat(detector.add(Double.MAX_VALUE).orElseThrow().direction()).isEqualTo(Direction.UP);
    assertThat(detector.add(-Double.MAX_VALUE).orElseThrow().direction()).isEqualTo(Direction.DOWN);
    assertThat(detector.add(0)).isEmpty();
    assertThatThrownBy(() -> detector.add(Double.NaN))
        .hasMessage("value: NaN (expected: a finite number)");
    assertThat(detector.count()).isEqualTo(3);
  }

  @Test
  void settings_outOfRange_sayWhatWasExpected() {
    assertThatThrownBy(() -> Cusum.of(0, 0))
        .hasMessage("sd: 0.0 (expected: a finite number above 0)");
    assertThatThrownBy(() -> Cusum.of(Double.NaN, 1))
        .hasMessage("mean: NaN (expected: a finite number)");
    assertThatThrownBy(() -> Cusum.of(0, 2).detecting(0.1))
        .hasMessage("shift: 0.1 (expected: 0.1 to 10 standard deviations of 2.0)");
    assertThatThrownBy(() -> Cusum.of(0, 1).withRunLength(2e6))
        .hasMessage("runLength: 2000000.0 (expected: 10 to 1000000)");
    assertThatThrownBy(() -> PageHinkley.of(0, 1).withRunLength(9))
        .hasMessage("runLength: 9.0 (expected: 10 to 10000)");
    assertThatThrownBy(() -> PageHinkley.of(0, 1).withObservationsBefore(-1))
        .hasMessage("observationsBefore: -1.0 (expected: 0 to 1000000)");
    assertThatThrownBy(() -> InControl.passRate(1))
        .hasMessage("rate: 1.0 (expected: 0 < rate < 1)");
    assertThatThrownBy(() -> InControl.sample(new double[49]))
        .hasMessage("sample: 49 values (expected: at least 50)");
    assertThatThrownBy(() -> InControl.sample(new double[50]))
        .hasMessage("sd: 0.0 (expected: a finite number above 0)");
    assertThatThrownBy(
            () -> Cusum.of(InControl.passRate(0.95)).with(Direction.UP).detecting(0.15).calibrate())
        .hasMessageMatching("shift: 0.15 \\(expected: below 0\\.1\\d*, as no observation .*");
  }
}
