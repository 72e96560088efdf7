package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EDetectorTest {

  // The recursion of the class comment in plain Python 3.11 doubles.
  @Test
  void add_knownSums_evidenceOfTheRecursion() {
    EDetector detector = EDetector.start();
    double[][] sums = {{1.5, 2, 0}, {3, 2.5, 3}, {-1, 1, 3}, {4, 2, 3}};
    double[] evidence = {
      0.04410134496358, 0.9088452442476106, 0.8155130840533957, 1.9294165108318297
    };
    for (int i = 0; i < sums.length; i++) {
      detector.add(sums[i][0], sums[i][1], 1, sums[i][2]);
      assertThat(detector.logEvidence()).isCloseTo(evidence[i], within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3})
  void exceeds_rareAndCommonEventsWithNoShift_noMoreOftenThanTheRunLength(double rate) {
    SplittableRandom random = new SplittableRandom(11);
    int looks = 200_000;
    double runLength = 200;
    int alarms = 0;
    EDetector detector = EDetector.start();
    for (int i = 0; i < looks; i++) {
      int n = 20 + random.nextInt(40);
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += (random.nextDouble() < rate ? 1 : 0) - rate;
      }
      double variance = rate * (1 - rate);
      detector.add(sum, n * variance, Math.sqrt(variance), 1 - rate);
      if (detector.exceeds(runLength)) {
        alarms++;
        detector = EDetector.start();
      }
    }
    assertThat(alarms).isBetween(20, (int) (looks / runLength));
  }

  @Test
  void exceeds_shiftLate_foundSoonAndDated() {
    SplittableRandom random = new SplittableRandom(5);
    EDetector detector = EDetector.start();
    int looks = 0;
    while (!detector.exceeds(10_000)) {
      looks++;
      detector.add(random.nextGaussian() + (looks > 500 ? 1 : 0), 1, 1, 0);
    }
    assertThat(looks).isBetween(505, 550);
    assertThat(looks - detector.sinceShift()).isBetween(485L, 515L);
  }

  @Test
  void resume_goesOnAsIfNothingHadBeen() {
    SplittableRandom random = new SplittableRandom(5);
    EDetector whole = EDetector.start();
    EDetector resumed = EDetector.start();
    for (int i = 0; i < 100; i++) {
      double sum = random.nextGaussian();
      whole.add(sum, 1, 1, 2);
      resumed.add(sum, 1, 1, 2);
      resumed = EDetector.resume(resumed.toBytes());
    }
    assertThat(resumed.logEvidence()).isEqualTo(whole.logEvidence());
    assertThat(resumed.sinceShift()).isEqualTo(whole.sinceShift());
    assertThat(resumed.toBytes()).isEqualTo(whole.toBytes());
    assertThatThrownBy(() -> EDetector.resume(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void add_hugeDeviationsAndBounds_staysANumber() {
    EDetector detector = EDetector.start();
    detector.add(1e300, 1e-300, 1e-300, 1e300);
    detector.add(-1e300, 1e300, 1e-100, 0);
    assertThat(detector.logEvidence()).isNotNaN();
    assertThatThrownBy(() -> detector.add(1, 0, 1, 0))
        .hasMessage("variance: 0.0 (expected: above 0, finite)");
  }
}
