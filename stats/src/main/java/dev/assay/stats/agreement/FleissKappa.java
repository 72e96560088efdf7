package dev.assay.stats.agreement;

import java.util.OptionalDouble;

/**
 * Fleiss' kappa: agreement beyond chance of several raters who each put every item into one
 * category.
 *
 * <p>Source: J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological
 * Bulletin 76 (1971).
 *
 * @since 0.1
 */
public final class FleissKappa {

  private FleissKappa() {}

  /**
   * The coefficient; empty without items, or where all ratings are in one category.
   *
   * @param counts for each item, how many raters chose each category; every item has the same
   *     number of ratings, at least two
   * @throws IllegalArgumentException if items have different numbers of ratings, or fewer than two
   */
  public static OptionalDouble of(int[][] counts) {
    if (counts.length == 0) {
      return OptionalDouble.empty();
    }
    int raters = sum(counts[0]);
    double[] uses = new double[counts[0].length];
    double observed = 0;
    for (int[] item : counts) {
      if (sum(item) != raters || raters < 2) {
        throw new IllegalArgumentException(
            "ratings of an item: "
                + sum(item)
                + " (expected: at least 2, the same for every item)");
      }
      double pairs = 0;
      for (int c = 0; c < item.length; c++) {
        pairs += (double) item[c] * (item[c] - 1);
        uses[c] += item[c];
      }
      observed += pairs / ((double) raters * (raters - 1));
    }
    observed /= counts.length;
    double expected = 0;
    for (double use : uses) {
      double share = use / ((double) raters * counts.length);
      expected += share * share;
    }
    return 1 - expected < 1e-12
        ? OptionalDouble.empty()
        : OptionalDouble.of((observed - expected) / (1 - expected));
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("count: " + count + " (expected: at least 0)");
      }
      sum += count;
    }
    return sum;
  }
}
