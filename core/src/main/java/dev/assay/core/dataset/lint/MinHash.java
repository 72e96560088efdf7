package dev.assay.core.dataset.lint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds sets that are nearly the same, without comparing all pairs.
 *
 * <p>Sets are signed with the minima of 144 random hash functions, in 24 bands of 6. Two sets of
 * Jaccard similarity s share a band, and are then compared exactly, with probability 1 - (1 -
 * s^6)^24: 0.99 at 0.75, 0.31 at 0.5, 0.02 at 0.3. Sources: A. Broder, "On the resemblance and
 * containment of documents", SEQUENCES 1997; J. Leskovec, A. Rajaraman, J. Ullman, "Mining of
 * Massive Datasets", chapter 3. The functions are drawn with a fixed seed: the same sets give the
 * same pairs.
 */
final class MinHash {

  private static final int BANDS = 24;
  private static final int ROWS = 6;
  private static final long SEED = 0x5EED_A55A_1DL;

  // In a band that very many share, each is compared with this many before it.
  private static final int MOST_NEIGHBOURS = 64;

  private final long[] factors = new long[BANDS * ROWS];
  private final long[] summands = new long[BANDS * ROWS];

  MinHash() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextLong() | 1;
      summands[i] = random.nextLong();
    }
  }

  /** Takes two sets, by index, the lower first, that are at least as similar as asked. */
  @FunctionalInterface
  interface Pairs {
    void accept(int first, int second, double similarity);
  }

  /** Decides whether a pair is worth comparing. */
  @FunctionalInterface
  interface Worth {
    boolean test(int first, int second);
  }

  /**
   * Gives pairs of similar sets.
   *
   * @param sets sorted, distinct hashes; empty sets are similar to none
   * @param similarity the least Jaccard similarity, in (0, 1]
   * @param worth asked before each comparison, so that known pairs cost nothing
   */
  void similar(long[][] sets, double similarity, Worth worth, Pairs pairs) {
    int[][] signatures = new int[sets.length][];
    for (int i = 0; i < sets.length; i++) {
      signatures[i] = sets[i].length == 0 ? new int[0] : signature(sets[i]);
    }
    IntPredicate signed = i -> signatures[i].length > 0;
    for (int band = 0; band < BANDS; band++) {
      Map<Long, int[]> buckets = new HashMap<>(sets.length * 2);
      for (int i = 0; i < sets.length; i++) {
        if (signed.test(i)) {
          compare(i, buckets.get(key(signatures[i], band)), sets, similarity, worth, pairs);
          add(buckets, key(signatures[i], band), i);
        }
      }
    }
  }

  // A bucket is its size, then its members in order.
  private static void add(Map<Long, int[]> buckets, long key, int index) {
    int[] bucket = buckets.get(key);
    if (bucket == null) {
      bucket = new int[4];
    } else if (bucket[0] + 1 == bucket.length) {
      bucket = Arrays.copyOf(bucket, 2 * bucket.length);
    }
    bucket[++bucket[0]] = index;
    buckets.put(key, bucket);
  }

  private static void compare(
      int index,
      int @Nullable [] bucket,
      long[][] sets,
      double similarity,
      Worth worth,
      Pairs pairs) {
    if (bucket == null) {
      return;
    }
    int first = Math.max(1, bucket[0] - MOST_NEIGHBOURS + 1);
    for (int i = bucket[0]; i >= first; i--) {
      int other = bucket[i];
      if (worth.test(other, index)) {
        double jaccard = jaccard(sets[other], sets[index]);
        if (jaccard >= similarity) {
          pairs.accept(other, index, jaccard);
        }
      }
    }
  }

  private int[] signature(long[] set) {
    int[] minima = new int[factors.length];
    Arrays.fill(minima, Integer.MAX_VALUE);
    for (long element : set) {
      for (int i = 0; i < minima.length; i++) {
        int hash = (int) ((factors[i] * element + summands[i]) >>> 33);
        if (hash < minima[i]) {
          minima[i] = hash;
        }
      }
    }
    return minima;
  }

  private static long key(int[] signature, int band) {
    long key = band;
    for (int i = band * ROWS; i < (band + 1) * ROWS; i++) {
      key = Words.mix(key * 31 + signature[i]);
    }
    return key;
  }

  /** The Jaccard similarity of two sorted sets; 0 if both are empty. */
  static double jaccard(long[] a, long[] b) {
    int i = 0;
    int j = 0;
    int common = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        common++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    int union = a.length + b.length - common;
    return union == 0 ? 0 : (double) common / union;
  }
}
