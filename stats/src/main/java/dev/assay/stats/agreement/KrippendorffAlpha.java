package dev.assay.stats.agreement;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.DrawnWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Krippendorff's alpha: how reliable any number of raters are, who need not all rate every item.
 *
 * <p>1 is full agreement, 0 what chance brings. Items with fewer than two ratings say nothing and
 * are left out. Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011).
 *
 * <p>Of items that were drawn with unequal probabilities each enters the coincidence matrix with
 * the inverse of its own, so that both disagreements are those of all that the items were drawn
 * from. As the expected one leaves out the pairs of a rating with itself, {@code n (n - 1)} becomes
 * the square of the sum of weights less the sum of their squares; with equal weights nothing
 * changes.
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
    return of(ratings, DrawnWeights.alike(ratings.length == 0 ? 0 : ratings[0].length));
  }

  /**
   * The coefficient of all that the items were drawn from.
   *
   * @param drawn with which probability each item was
   * @throws IllegalArgumentException also if there is not a probability for each item, or one is
   *     outside (0, 1]
   */
  public OptionalDouble of(double[][] ratings, double[] drawn) {
    check(ratings, drawn);
    List<Item> items = items(ratings, DrawnWeights.of(drawn));
    double[] values =
        items.stream()
            .flatMapToDouble(item -> Arrays.stream(item.ratings))
            .sorted()
            .distinct()
            .toArray();
    double[] totals = new double[values.length];
    double sum = 0;
    double squares = 0;
    for (Item item : items) {
      for (double rating : item.ratings) {
        totals[Arrays.binarySearch(values, rating)] += item.weight;
        sum += item.weight;
        squares += item.weight * item.weight;
      }
    }
    double[] places = metric == Metric.ORDINAL ? midranks(totals) : values;
    double observed = 0;
    for (Item item : items) {
      double pairs = 0;
      for (double one : item.ratings) {
        int c = Arrays.binarySearch(values, one);
        for (double other : item.ratings) {
          pairs += distance(places, c, Arrays.binarySearch(values, other));
        }
      }
      observed += item.weight * pairs / (item.ratings.length - 1);
    }
    double expected = expected(places, totals);
    return expected <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (sum - squares / sum) * observed / expected);
  }

  /** The ratings of an item, and how much it counts. */
  private static final class Item {
    private final double[] ratings;
    private final double weight;

    Item(double[] ratings, double weight) {
      this.ratings = ratings;
      this.weight = weight;
    }
  }

  private void check(double[][] ratings, double[] drawn) {
    int items = ratings.length == 0 ? 0 : ratings[0].length;
    if (drawn.length != items) {
      throw new IllegalArgumentException(
          "drawn: " + drawn.length + " (expected: " + items + ", one for each item)");
    }
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
  // digit and no coefficient, so that squares stay within a double's range; -0.0 made the 0.0 it
  // equals.
  private static List<Item> items(double[][] ratings, double[] weights) {
    double greatest =
        Arrays.stream(ratings)
            .flatMapToDouble(Arrays::stream)
            .filter(v -> !Double.isNaN(v))
            .map(Math::abs)
            .max()
            .orElse(0);
    int exponent = greatest > 0 ? Math.getExponent(greatest) + 1 : 0;
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      int at = i;
      double[] own =
          Arrays.stream(ratings)
              .mapToDouble(rater -> rater[at])
              .filter(v -> !Double.isNaN(v))
              .map(v -> Math.scalb(v, -exponent) + 0.0)
              .toArray();
      if (own.length > 1) {
        items.add(new Item(own, weights[i]));
      }
    }
    return items;
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
