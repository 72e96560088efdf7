package dev.assay.stats.distance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.stats.distance.MaximumMeanDiscrepancy.Estimator;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaximumMeanDiscrepancySimulationTest {

  private static final int DRAWS = 2_000;

  @ParameterizedTest
  @CsvSource({"QUADRATIC, 20, 30, 2", "LINEAR, 200, 200, 4"})
  void test_sameDistribution_alarmsAsOftenAsSaid(
      Estimator estimator, int n, int m, int dimensions) {
    Random random = new Random(31);
    MaximumMeanDiscrepancy test =
        MaximumMeanDiscrepancy.withDefaults().with(estimator).withBandwidth(2).withPermutations(99);
    int alarms = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      alarms +=
          test.test(normal(random, n, dimensions), normal(random, m, dimensions)).exceeded()
              ? 1
              : 0;
    }
    double rate = alarms / (double) DRAWS;
    assertThat(rate).as("%s false alarms", estimator).isBetween(0.035, 0.065);
  }

  private static double[][] normal(Random random, int n, int dimensions) {
    double[][] vectors = new double[n][dimensions];
    for (double[] vector : vectors) {
      for (int d = 0; d < dimensions; d++) {
        vector[d] = random.nextGaussian();
      }
    }
    return vectors;
  }
}
