package dev.assay.stats.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RanksTest {

  @Test
  void average_tiesZerosAndInfinities_meanOfTheirRanks() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(Ranks.average(new double[] {3, 0.0, -0.0, infinity, 3, -infinity, 3}))
        .containsExactly(5, 2.5, 2.5, 7, 5, 1, 5);
    assertThat(Ranks.average(new double[0])).isEmpty();
  }

  @Test
  void average_manyValues_asCounted() {
    Random random = new Random(4);
    double[] values = random.ints(500, 0, 80).mapToDouble(i -> i / 8.0).toArray();
    double[] ranks = Ranks.average(values);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      long below = Arrays.stream(values).filter(v -> v < value).count();
      long same = Arrays.stream(values).filter(v -> v == value).count();
      assertThat(ranks[i]).isEqualTo(below + (same + 1) / 2.0);
    }
  }

  @Test
  void dense_nearAndFarNumbers_inOrderOfAppearance() {
    assertThat(Groups.dense(new int[] {7, -2, 7, 9, -2})).containsExactly(0, 1, 0, 2, 1);
    assertThat(Groups.dense(new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 0, Integer.MAX_VALUE}))
        .containsExactly(0, 1, 2, 0);
    assertThat(Groups.dense(new int[0])).isEmpty();
  }
}
