package dev.assay.stats.hypothesis;

import java.util.Arrays;

/**
 * Ranks of the first of two lists within both, from sorted arrays: no list of boxed numbers. Ranks
 * start from 1, ties are averaged.
 */
final class RankSum {

  private final double first;
  private final double ties;
  // The place in sorted order, from 1, at which each group of equal values ends.
  private final int[] ends;

  private RankSum(double first, double ties, int[] ends) {
    this.first = first;
    this.ties = ties;
    this.ends = ends;
  }

  /** Values that differ from the least of their group by at most {@code tolerance} are equal. */
  static RankSum of(double[] first, double[] second, double tolerance) {
    double[] a = sorted(first);
    double[] b = sorted(second);
    int[] ends = new int[a.length + b.length];
    int groups = 0;
    double sum = 0;
    double ties = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      double least = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
      int fromA = i;
      int start = i + j;
      while (i < a.length && a[i] - least <= tolerance) {
        i++;
      }
      while (j < b.length && b[j] - least <= tolerance) {
        j++;
      }
      double size = (double) i + j - start;
      sum += (i - fromA) * (start + (size + 1) / 2);
      ties += size * size * size - size;
      ends[groups++] = i + j;
    }
    return new RankSum(sum, ties, Arrays.copyOf(ends, groups));
  }

  /** The sum of the first's ranks. */
  double first() {
    return first;
  }

  /** The sum of {@code t^3 - t} over groups of t equal values. */
  double ties() {
    return ties;
  }

  /** Twice the rank of every value, from the least: whole numbers. */
  int[] doubledRanks() {
    int n = ends.length == 0 ? 0 : ends[ends.length - 1];
    int[] ranks = new int[n];
    int from = 0;
    for (int end : ends) {
      Arrays.fill(ranks, from, end, from + 1 + end);
      from = end;
    }
    return ranks;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = new double[values.length];
    for (int i = 0; i < sorted.length; i++) {
      // Adding 0 makes a negative zero positive, which sorting tells apart.
      sorted[i] = values[i] + 0.0;
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
