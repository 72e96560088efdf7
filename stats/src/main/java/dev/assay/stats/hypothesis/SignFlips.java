package dev.assay.stats.hypothesis;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Sums of numbers with every sign, counted or drawn. */
final class SignFlips {

  /** Of so many numbers all sums are counted. */
  static final int MOST_COUNTED = 30;

  private static final int TABLE = 8;
  private static final int WORD = 64;
  // Tables of so many numbers fit into a core's cache.
  private static final int CHUNK = 512;

  private SignFlips() {}

  /** The share of all sums that are at least {@code least}. */
  static double share(double[] sizes, double least) {
    int half = sizes.length / 2;
    double[] one = sums(sizes, 0, half);
    double[] other = sums(sizes, half, sizes.length);
    Arrays.sort(one);
    Arrays.sort(other);
    long count = 0;
    int from = other.length;
    for (double sum : one) {
      while (from > 0 && sum + other[from - 1] >= least) {
        from--;
      }
      count += other.length - from;
    }
    return (double) count / ((long) one.length * other.length);
  }

  /**
   * How many of random sums are at least {@code least}, or, with {@code both}, at most its
   * negative.
   */
  static long random(double[] sizes, double least, boolean both, int flips, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] sums = new double[flips];
    for (int from = 0; from < sizes.length; from += CHUNK) {
      add(tables(sizes, from, Math.min(sizes.length, from + CHUNK)), sums, random);
    }
    long count = 0;
    for (double sum : sums) {
      if (sum >= least || (both && -sum >= least)) {
        count++;
      }
    }
    return count;
  }

  // Each bit is a sign; eight at a time are looked up.
  private static void add(double[] tables, double[] sums, SplittableRandom random) {
    for (int flip = 0; flip < sums.length; flip++) {
      double sum = 0;
      int at = 0;
      while (at < tables.length) {
        long bits = random.nextLong();
        int to = Math.min(tables.length, at + ((WORD / TABLE) << TABLE));
        for (; at < to; at += 1 << TABLE) {
          sum += tables[at + (int) (bits & ((1 << TABLE) - 1))];
          bits >>>= TABLE;
        }
      }
      sums[flip] += sum;
    }
  }

  private static double[] tables(double[] sizes, int from, int to) {
    int count = (to - from + TABLE - 1) / TABLE;
    double[] tables = new double[count << TABLE];
    for (int table = 0; table < count; table++) {
      int start = from + table * TABLE;
      double[] sums = sums(sizes, start, Math.min(to, start + TABLE));
      // Where fewer than eight are left, the other bits mean nothing.
      for (int copy = 0; copy < 1 << TABLE; copy += sums.length) {
        System.arraycopy(sums, 0, tables, (table << TABLE) + copy, sums.length);
      }
    }
    return tables;
  }

  private static double[] sums(double[] sizes, int from, int to) {
    double[] sums = new double[1 << (to - from)];
    int filled = 1;
    for (int i = from; i < to; i++) {
      for (int j = 0; j < filled; j++) {
        double sum = sums[j];
        sums[j] = sum - sizes[i];
        sums[filled + j] = sum + sizes[i];
      }
      filled *= 2;
    }
    return sums;
  }
}
