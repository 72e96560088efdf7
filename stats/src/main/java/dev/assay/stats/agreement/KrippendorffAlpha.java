package dev.assay.stats.agreement;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha: how reliable any number of raters are, who need not all rate every item.
 *
 * <p>1 is full agreement, 0 what chance brings. Items with fewer than two ratings say nothing and
 * are left out. Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011).
 *
 * @since 0.1
 */
public final class KrippendorffAlpha {

  /** What the distance between two ratings means. */
  public enum Metric {
    /** Names: any difference counts the same. */
    NOMINAL,
    /** Ranks: the difference is how many ratings lie between. */
    ORDINAL,
    /** Numbers whose differences mean something. */
    INTERVAL,
    /** Numbers of at least 0 whose ratios mean something. */
    RATIO
  }

  private static final KrippendorffAlpha DEFAULT = new KrippendorffAlpha(Metric.NOMINAL);

  private final Metric metric;

  private KrippendorffAlpha(Metric metric) {
    this.metric = metric;
  }

  /** For names. */
  public static KrippendorffAlpha withDefaults() {
    return DEFAULT;
  }

  /** Measures distance so. */
  public KrippendorffAlpha with(Metric metric) {
    return new KrippendorffAlpha(requireNonNull(metric, "metric"));
  }

  /**
   * The coefficient; empty if no item has two ratings, or all ratings are the same.
   *
   * @param ratings for each rater, a rating of each item; NaN where there is none
   * @throws IllegalArgumentException if raters have rows of different lengths, a rating is
   *     infinite, or one is negative where ratios are asked for
   */
  public OptionalDouble of(double[][] ratings) {
    check(ratings);
    double[] values =
        Arrays.stream(ratings)
            .flatMapToDouble(Arrays::stream)
            .filter(v -> !Double.isNaN(v))
            .sorted()
            .distinct()
            .toArray();
    int k = values.length;
    double[][] coincidences = coincidences(ratings, values);
    double[] totals = new double[k];
    double n = 0;
    for (int c = 0; c < k; c++) {
      for (int d = 0; d < k; d++) {
        totals[c] += coincidences[c][d];
      }
      n += totals[c];
    }
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < k; c++) {
      for (int d = 0; d < k; d++) {
        double distance = distance(values, totals, c, d);
        observed += coincidences[c][d] * distance;
        expected += totals[c] * totals[d] * distance;
      }
    }
    return expected <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (n - 1) * observed / expected);
  }

  private void check(double[][] ratings) {
    for (double[] row : ratings) {
      if (row.length != ratings[0].length) {
        throw new IllegalArgumentException(
            "ratings: " + row.length + " (expected: " + ratings[0].length + " for each rater)");
      }
      for (double rating : row) {
        if (Double.isInfinite(rating) || (metric == Metric.RATIO && rating < 0)) {
          throw new IllegalArgumentException(
              "rating: " + rating + " (expected: a finite number, at least 0 for ratios)");
        }
      }
    }
  }

  private static double[][] coincidences(double[][] ratings, double[] values) {
    double[][] coincidences = new double[values.length][values.length];
    int items = ratings.length == 0 ? 0 : ratings[0].length;
    for (int item = 0; item < items; item++) {
      int[] counts = new int[values.length];
      int m = 0;
      for (double[] rater : ratings) {
        if (!Double.isNaN(rater[item])) {
          counts[Arrays.binarySearch(values, rater[item])]++;
          m++;
        }
      }
      if (m >= 2) {
        for (int c = 0; c < counts.length; c++) {
          for (int d = 0; d < counts.length; d++) {
            int pairs = c == d ? counts[c] * (counts[c] - 1) : counts[c] * counts[d];
            coincidences[c][d] += pairs / (double) (m - 1);
          }
        }
      }
    }
    return coincidences;
  }

  private double distance(double[] values, double[] totals, int c, int d) {
    if (c == d) {
      return 0;
    }
    double difference =
        switch (metric) {
          case NOMINAL -> 1;
          case INTERVAL -> values[c] - values[d];
          case RATIO -> (values[c] - values[d]) / (values[c] + values[d]);
          case ORDINAL -> between(totals, Math.min(c, d), Math.max(c, d));
        };
    return difference * difference;
  }

  private static double between(double[] totals, int low, int high) {
    double sum = 0;
    for (int g = low; g <= high; g++) {
      sum += totals[g];
    }
    return sum - (totals[low] + totals[high]) / 2;
  }
}
