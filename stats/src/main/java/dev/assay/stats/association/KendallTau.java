package dev.assay.stats.association;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Kendall's tau-b in time n log n.
 *
 * <p>Source: W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data",
 * JASA 61 (1966).
 */
final class KendallTau {

  private KendallTau() {}

  /** The coefficient; NaN if either is constant. */
  static double tauB(double[] givenX, double[] givenY) {
    // Adding 0 makes -0.0 the 0.0 that it equals, which sorting tells apart.
    double[] x = Arrays.stream(givenX).map(v -> v + 0.0).toArray();
    double[] y = Arrays.stream(givenY).map(v -> v + 0.0).toArray();
    int n = x.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, Comparator.comparingDouble((Integer i) -> x[i]).thenComparingDouble(i -> y[i]));
    double[] sorted = new double[n];
    long tiedX = 0;
    long tiedBoth = 0;
    long runX = 1;
    long runBoth = 1;
    for (int i = 0; i < n; i++) {
      sorted[i] = y[order[i]];
      boolean sameX = i > 0 && x[order[i]] == x[order[i - 1]];
      boolean sameBoth = sameX && sorted[i] == sorted[i - 1];
      runX = sameX ? runX + 1 : 1;
      runBoth = sameBoth ? runBoth + 1 : 1;
      tiedX += runX - 1;
      tiedBoth += runBoth - 1;
    }
    long swaps = sort(sorted, new double[n], 0, n);
    long tiedY = 0;
    long runY = 1;
    for (int i = 1; i < n; i++) {
      runY = sorted[i] == sorted[i - 1] ? runY + 1 : 1;
      tiedY += runY - 1;
    }
    double pairs = n * (n - 1.0) / 2;
    double concordantLessDiscordant = pairs - tiedX - tiedY + tiedBoth - 2.0 * swaps;
    double scale = Math.sqrt(pairs - tiedX) * Math.sqrt(pairs - tiedY);
    return scale == 0 ? Double.NaN : Math.max(-1, Math.min(1, concordantLessDiscordant / scale));
  }

  // Merge sort that counts how many pairs stand the wrong way round.
  private static long sort(double[] values, double[] buffer, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long swaps = sort(values, buffer, from, middle) + sort(values, buffer, middle, to);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      if (right >= to || (left < middle && values[left] <= values[right])) {
        buffer[i] = values[left++];
      } else {
        buffer[i] = values[right++];
        swaps += middle - left;
      }
    }
    System.arraycopy(buffer, from, values, from, to - from);
    return swaps;
  }
}
