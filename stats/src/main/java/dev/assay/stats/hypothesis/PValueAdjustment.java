package dev.assay.stats.hypothesis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of several tests made at once, so that each can be held against the
 * significance as if it were alone.
 *
 * <p>The order of p-values stays; adjusted values are at most 1, and equal ones stay equal. Of one
 * test the p-value stays; of none there is nothing to adjust.
 *
 * @since 0.1
 */
public enum PValueAdjustment {
  /** None: of 20 tests of nothing, one is significant at 0.05. */
  NONE,
  /** Times the number of tests. Never better than {@link #HOLM}. */
  BONFERRONI,
  /**
   * Holds the probability that even one rejection is wrong, whatever the tests have to do with each
   * other. Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
   * Journal of Statistics 6 (1979).
   */
  HOLM,
  /**
   * Holds the expected share of rejections that are wrong, where tests are independent or depend
   * positively on each other. Source: Y. Benjamini, Y. Hochberg, "Controlling the false discovery
   * rate", JRSS B 57 (1995).
   */
  BENJAMINI_HOCHBERG,
  /**
   * The same however tests depend on each other. Source: Y. Benjamini, D. Yekutieli, "The control
   * of the false discovery rate in multiple testing under dependency", Annals of Statistics 29
   * (2001).
   */
  BENJAMINI_YEKUTIELI;

  /**
   * Adjusts p-values; the array is left as it is.
   *
   * @return as many, in the order given
   * @throws IllegalArgumentException if one is not from 0 to 1
   */
  public double[] adjust(double... pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("pValue: " + p + " (expected: 0 <= pValue <= 1)");
      }
    }
    double n = pValues.length;
    return switch (this) {
      case NONE -> pValues.clone();
      case BONFERRONI -> Arrays.stream(pValues).map(p -> Math.min(1, n * p)).toArray();
      case HOLM -> holm(pValues);
      case BENJAMINI_HOCHBERG -> falseDiscovery(pValues, 1);
      case BENJAMINI_YEKUTIELI ->
          falseDiscovery(
              pValues, IntStream.rangeClosed(1, pValues.length).mapToDouble(i -> 1.0 / i).sum());
    };
  }

  private static double[] holm(double[] pValues) {
    double[] sorted = sorted(pValues);
    int n = sorted.length;
    double[] adjusted = new double[n];
    double most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, Math.min(1, (n - i) * sorted[i]));
      adjusted[i] = most;
    }
    return lookUp(pValues, sorted, adjusted);
  }

  private static double[] falseDiscovery(double[] pValues, double factor) {
    double[] sorted = sorted(pValues);
    int n = sorted.length;
    double[] adjusted = new double[n];
    double least = 1;
    for (int i = n - 1; i >= 0; i--) {
      least = Math.min(least, sorted[i] * n / (i + 1) * factor);
      adjusted[i] = least;
    }
    return lookUp(pValues, sorted, adjusted);
  }

  private static double[] sorted(double[] pValues) {
    // Adding 0 makes a negative zero positive, which sorting and searching tell apart.
    return Arrays.stream(pValues).map(p -> p + 0.0).sorted().toArray();
  }

  // Equal p-values have equal adjusted ones, so that any of them will do.
  private static double[] lookUp(double[] pValues, double[] sorted, double[] adjusted) {
    return Arrays.stream(pValues)
        .map(p -> adjusted[Arrays.binarySearch(sorted, p + 0.0)])
        .toArray();
  }
}
