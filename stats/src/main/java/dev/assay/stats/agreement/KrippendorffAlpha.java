package dev.assay.stats.agreement;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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
    double[][] items = items(ratings);
    double[] all = Arrays.stream(items).flatMapToDouble(Arrays::stream).sorted().toArray();
    double[] values = Arrays.stream(all).distinct().toArray();
    double[] totals = new double[values.length];
    for (double rating : all) {
      totals[Arrays.binarySearch(values, rating)]++;
    }
    double[] places = metric == Metric.ORDINAL ? midranks(totals) : values;
    double observed = 0;
    for (double[] item : items) {
      double pairs = 0;
      for (double one : item) {
        int c = Arrays.binarySearch(values, one);
        for (double other : item) {
          pairs += distance(places, c, Arrays.binarySearch(values, other));
        }
      }
      observed += pairs / (item.length - 1);
    }
    double expected = expected(places, totals);
    return expected <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (all.length - 1) * observed / expected);
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

  // The ratings of each item that has at least two. Scaled by a power of two, which changes no
  // digit
  // and no coefficient, so that squares stay within a double's range; -0.0 made the 0.0 it equals.
  private static double[][] items(double[][] ratings) {
    double greatest =
        Arrays.stream(ratings)
            .flatMapToDouble(Arrays::stream)
            .filter(v -> !Double.isNaN(v))
            .map(Math::abs)
            .max()
            .orElse(0);
    int exponent = greatest > 0 ? Math.getExponent(greatest) + 1 : 0;
    int count = ratings.length == 0 ? 0 : ratings[0].length;
    return IntStream.range(0, count)
        .mapToObj(
            item ->
                Arrays.stream(ratings)
                    .mapToDouble(rater -> rater[item])
                    .filter(v -> !Double.isNaN(v))
                    .map(v -> Math.scalb(v, -exponent) + 0.0)
                    .toArray())
        .filter(item -> item.length > 1)
        .toArray(double[][]::new);
  }

  // Between two ranks lie the ratings between their middles.
  private static double[] midranks(double[] totals) {
    double[] ranks = new double[totals.length];
    double below = 0;
    for (int c = 0; c < totals.length; c++) {
      ranks[c] = below + totals[c] / 2;
      below += totals[c];
    }
    return ranks;
  }

  private double expected(double[] places, double[] totals) {
    double sum = 0;
    if (metric == Metric.INTERVAL || metric == Metric.ORDINAL) {
      // The sum over pairs of squared differences is 2 n times that around the mean.
      double n = 0;
      double mean = 0;
      for (int c = 0; c < places.length; c++) {
        n += totals[c];
        mean += totals[c] / n * (places[c] - mean);
      }
      for (int c = 0; c < places.length; c++) {
        sum += totals[c] * (places[c] - mean) * (places[c] - mean);
      }
      return places.length < 2 ? 0 : 2 * n * sum;
    }
    for (int c = 0; c < places.length; c++) {
      for (int d = 0; d < places.length; d++) {
        sum += totals[c] * totals[d] * distance(places, c, d);
      }
    }
    return sum;
  }

  private double distance(double[] places, int c, int d) {
    if (c == d) {
      return 0;
    }
    double difference =
        switch (metric) {
          case NOMINAL -> 1;
          case INTERVAL, ORDINAL -> places[c] - places[d];
          case RATIO -> (places[c] - places[d]) / (places[c] + places[d]);
        };
    return difference * difference;
  }
}
