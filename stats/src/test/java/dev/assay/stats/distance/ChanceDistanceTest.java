package dev.assay.stats.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChanceDistanceTest {

  private static double[] drawn(int classes, int n, SplittableRandom random) {
    double[] counts = new double[classes];
    for (int i = 0; i < n; i++) {
      counts[(int) (Math.exp(random.nextDouble() * Math.log(classes + 1.0)) - 1)]++;
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.001})
  void threshold_ofManyInFewClasses_isThatOfChiSquare(double alpha) {
    double[] reference = new double[10];
    double[] current = new double[10];
    Arrays.fill(reference, 7_000);
    Arrays.fill(current, 1_000);
    PopulationStability index = PopulationStability.withDefaults();
    assertThat(ChanceDistance.withDefaults().threshold(index::of, reference, current, alpha))
        .isCloseTo(PopulationStability.threshold(10, 70_000, 10_000, alpha), withinPercentage(10));
  }

  @Test
  void threshold_whereMostClassesAreRare_isExceededAsOftenAsAsked() {
    int exceeded = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] reference = drawn(80, 700, random);
      double[] current = drawn(80, 100, random);
      double threshold =
          ChanceDistance.withDefaults()
              .withSeed(seed)
              .threshold(Divergence::jensenShannon, reference, current, 0.05);
      exceeded += Divergence.jensenShannon(reference, current) > threshold ? 1 : 0;
    }
    // 50 are expected, with a standard deviation of 7.
    assertThat(exceeded).isBetween(29, 71);
  }

  @Test
  void threshold_whereNothingCanDiffer_isZero() {
    double[] one = {3};
    assertThat(ChanceDistance.withDefaults().threshold(Divergence::jensenShannon, one, one, 0.1))
        .isZero();
  }

  @Test
  void threshold_alphaOutOfRange_saysWhatIsExpected() {
    double[] one = {3};
    assertThatThrownBy(
            () -> ChanceDistance.withDefaults().threshold(Divergence::jensenShannon, one, one, 1))
        .hasMessage("alpha: 1.0 (expected: 0 < alpha < 1)");
  }
}
