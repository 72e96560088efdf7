package dev.assay.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.internal.GroupedMean;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupedMeanTest {

  private static final double[] VALUES = {3, 1, 4, 1, 5, 9, 2, 6};

  @Test
  void ofGroups_oneValueEach_sameAsWithoutGroups() {
    Estimate plain = MeanInterval.withDefaults().of(VALUES).orElseThrow();
    Estimate grouped = of(VALUES, 7, -3, 100, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 1, 2);
    assertThat(grouped.value()).isEqualTo(plain.value());
    assertThat(grouped.low()).isCloseTo(plain.low(), within(1e-12));
    assertThat(grouped.high()).isCloseTo(plain.high(), within(1e-12));
  }

  @Test
  void ofGroups_groupsOfOneSize_sameAsTheirMeans() {
    Estimate means = MeanInterval.withDefaults().of(2, 2.5, 7, 4).orElseThrow();
    Estimate grouped = of(VALUES, 1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(grouped.value()).isCloseTo(means.value(), within(1e-12));
    assertThat(grouped.low()).isCloseTo(means.low(), within(1e-12));
    assertThat(grouped.high()).isCloseTo(means.high(), within(1e-12));
    assertThat(grouped.n()).isEqualTo(8);
  }

  @Test
  void of_groupsOfSeveralSizes_equalsTheMatrixFormula() {
    // Bell and McCaffrey's formulas by plain matrices, with groups of 1, 2 and 5.
    int[] groupOf = {0, 1, 1, 2, 2, 2, 2, 2};
    GroupedMean grouped = GroupedMean.of(VALUES, 31 / 8.0, groupOf);
    double[][] p = new double[3][8];
    double variance = 0;
    for (int g = 0; g < 3; g++) {
      int group = g;
      double share = Arrays.stream(groupOf).filter(h -> h == group).count() / 8.0;
      double dot = 0;
      for (int i = 0; i < 8; i++) {
        // The i-th column of (I - 11'/n) times the group's indicator, over n, adjusted.
        p[g][i] = ((groupOf[i] == g ? 1 : 0) - share) / 8 / Math.sqrt(1 - share);
        dot += p[g][i] * VALUES[i];
      }
      variance += dot * dot;
    }
    double trace = 0;
    double squares = 0;
    for (int g = 0; g < 3; g++) {
      for (int h = 0; h < 3; h++) {
        double dot = 0;
        for (int i = 0; i < 8; i++) {
          dot += p[g][i] * p[h][i];
        }
        trace += g == h ? dot : 0;
        squares += dot * dot;
      }
    }
    assertThat(grouped.variance()).isCloseTo(variance, within(1e-14));
    assertThat(grouped.degreesOfFreedom()).isCloseTo(trace * trace / squares, within(1e-12));
    assertThat(grouped.groups()).isEqualTo(3);
  }

  @Test
  void ofGroups_itemsInAnotherOrder_sameInterval() {
    Estimate one = of(VALUES, 0, 1, 1, 2, 2, 2, 2, 2);
    Estimate other = of(new double[] {6, 1, 2, 3, 9, 4, 1, 5}, 2, 2, 2, 0, 2, 1, 1, 2);
    assertThat(other.low()).isCloseTo(one.low(), within(1e-12));
    assertThat(other.high()).isCloseTo(one.high(), within(1e-12));
  }

  @Test
  void ofGroups_fewerThanTwoGroups_isEmpty() {
    MeanInterval mean = MeanInterval.withDefaults();
    assertThat(mean.ofGroups(VALUES, new int[8])).isEmpty();
    assertThat(mean.ofGroups(new double[] {1}, new int[] {1})).isEmpty();
    assertThat(mean.ofGroups(new double[0], new int[0])).isEmpty();
  }

  @Test
  void ofGroups_equalValuesOrHugeOnes_pointOrNoBound() {
    Estimate equal = of(new double[] {0.1, 0.1, 0.1}, 0, 0, 1);
    assertThat(equal.low()).isEqualTo(0.1);
    assertThat(equal.high()).isEqualTo(0.1);
    Estimate huge = of(new double[] {1.7e308, -1.7e308, 1.7e308, 1e308}, 0, 1, 1, 2);
    assertThat(huge.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(huge.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void ofGroups_withBounds_isCut() {
    Estimate estimate =
        MeanInterval.withDefaults()
            .withBounds(0, 1)
            .ofGroups(new double[] {1, 1, 0, 1}, new int[] {0, 0, 1, 2})
            .orElseThrow();
    assertThat(estimate.low()).isZero();
    assertThat(estimate.high()).isEqualTo(1);
  }

  @Test
  void ofGroups_wrongInput_saysWhatWasExpected() {
    MeanInterval mean = MeanInterval.withDefaults();
    assertThatThrownBy(() -> mean.ofGroups(VALUES, new int[] {1}))
        .hasMessage("groupOf: 1 values (expected: 8)");
    assertThatThrownBy(() -> mean.ofGroups(new double[] {1, Double.NaN}, new int[] {0, 1}))
        .hasMessage("value: NaN (expected: a finite number)");
  }

  // Within a group the correlation of two values is what is given; half of the groups are larger.
  @ParameterizedTest
  @CsvSource({"20, 5, 5, 0.5", "12, 4, 4, 0.9", "30, 2, 8, 0.3", "20, 1, 6, 0", "40, 1, 10, 0.5"})
  void ofGroups_groupedValues_onlyGroupsCover(
      int groups, int small, int large, double correlation) {
    Random random = new Random(37);
    int[] groupOf =
        IntStream.range(0, groups)
            .flatMap(g -> IntStream.generate(() -> g).limit(g % 2 == 0 ? small : large))
            .toArray();
    int covered = 0;
    int plain = 0;
    for (int draw = 0; draw < 4_000; draw++) {
      double[] shared = new double[groups];
      Arrays.setAll(shared, g -> Math.sqrt(correlation) * random.nextGaussian());
      double[] values =
          Arrays.stream(groupOf)
              .mapToDouble(g -> shared[g] + Math.sqrt(1 - correlation) * random.nextGaussian())
              .toArray();
      covered += of(values, groupOf).interval().contains(0) ? 1 : 0;
      plain += MeanInterval.withDefaults().of(values).orElseThrow().interval().contains(0) ? 1 : 0;
    }
    assertThat(covered / 4_000.0).isBetween(0.935, 0.965);
    if (correlation > 0) {
      assertThat(plain / 4_000.0).isLessThan(0.85);
    }
  }

  private static Estimate of(double[] values, int... groupOf) {
    return MeanInterval.withDefaults().ofGroups(values, groupOf).orElseThrow();
  }
}
