package dev.assay.core.dataset.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinHashTest {

  @Test
  void jaccard_knownSets_isSharedOverAll() {
    assertThat(MinHash.jaccard(new long[] {1, 2, 3, 4}, new long[] {3, 4, 5}))
        .isCloseTo(2.0 / 5, within(1e-12));
    assertThat(MinHash.jaccard(new long[] {}, new long[] {})).isZero();
    assertThat(MinHash.jaccard(new long[] {1}, new long[] {1})).isEqualTo(1);
  }

  // 1 - (1 - s^6)^24, within four standard errors of 400 pairs
  @ParameterizedTest
  @CsvSource({"0.75, 0.991", "0.6, 0.680", "0.5, 0.315"})
  void similar_randomSets_areComparedAsOftenAsTheBandsPromise(double similarity, double expected) {
    SplittableRandom random = new SplittableRandom(11);
    int shared = 60;
    int own = (int) Math.round((shared / similarity - shared) / 2);
    int pairs = 400;
    long[][] sets = new long[2 * pairs][];
    for (int i = 0; i < pairs; i++) {
      long[] common = random.longs(shared).toArray();
      sets[2 * i] = with(common, random.longs(own).toArray());
      sets[2 * i + 1] = with(common, random.longs(own).toArray());
    }
    boolean[] compared = new boolean[pairs];
    new MinHash()
        .similar(
            sets,
            0.01,
            (a, b) -> true,
            (a, b, s) -> {
              assertThat(a / 2).isEqualTo(b / 2);
              compared[a / 2] = true;
            });
    int found = 0;
    for (boolean one : compared) {
      found += one ? 1 : 0;
    }
    double error = Math.sqrt(expected * (1 - expected) / pairs);
    assertThat(found / (double) pairs).isCloseTo(expected, within(4 * error + 0.01));
  }

  private static long[] with(long[] common, long[] own) {
    long[] all = new long[common.length + own.length];
    System.arraycopy(common, 0, all, 0, common.length);
    System.arraycopy(own, 0, all, common.length, own.length);
    Arrays.sort(all);
    return all;
  }
}
