package dev.assay.stats.interval;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * An interval for a quantile between two of the sample's own values, whatever the distribution.
 *
 * <p>How many of n values lie below the true quantile is binomial, so that it lies between two
 * order statistics with a known probability: at least the level, with at most half of the rest on
 * each side. Being made of values, the interval covers somewhat more than its level, less so the
 * larger n. Where no value of the sample is far enough out, that side has no limit and is the bound
 * given by {@link #withBounds}, else infinite: the 99th percentile of 50 values has no upper limit
 * at 95%, which takes 368. The values may have ties (then it covers more still) but must be
 * independent. Source: W. R. Thompson, "On confidence ranges for the median and other expectation
 * distributions for populations of unknown distribution form", Annals of Mathematical Statistics 7
 * (1936); G. J. Hahn, W. Q. Meeker, "Statistical Intervals" (1991), chapter 5.
 *
 * @since 0.1
 */
public final class QuantileInterval {

  private static final QuantileInterval DEFAULT =
      new QuantileInterval(0.95, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final double level;
  private final double least;
  private final double greatest;

  private QuantileInterval(double level, double least, double greatest) {
    this.level = level;
    this.least = least;
    this.greatest = greatest;
  }

  /** Covers with probability 0.95 or more, for values without bounds. */
  public static QuantileInterval withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level} or more.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public QuantileInterval withLevel(double level) {
    return new QuantileInterval(Levels.check(level), least, greatest);
  }

  /**
   * For values that cannot leave {@code [least, greatest]}, such as scores or times; infinite ends
   * are no bound.
   *
   * @throws IllegalArgumentException unless {@code least <= greatest}
   */
  public QuantileInterval withBounds(double least, double greatest) {
    if (!(least <= greatest)) {
      throw new IllegalArgumentException(
          "bounds: [" + least + ", " + greatest + "] (expected: least <= greatest)");
    }
    return new QuantileInterval(level, least, greatest);
  }

  /**
   * Estimates the quantile of {@code values} at {@code probability}. The point is the one between
   * neighbours (Hyndman and Fan's type 7). The array is left as it is.
   *
   * @throws IllegalArgumentException if there is no value, one is not finite or out of the bounds,
   *     or the probability is not strictly between 0 and 1
   */
  public Estimate of(double[] values, double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 < probability < 1)");
    }
    double[] sorted = sorted(values);
    int n = sorted.length;
    BinomialDistribution below = BinomialDistribution.of(n, probability);
    double tail = (1 - level) / 2;
    // At most `tail` of the time the quantile lies below the value of this rank, from 1; 0: none.
    int low = below.inverseCumulativeProbability(tail);
    if (below.cumulativeProbability(low) <= tail) {
      low++;
    }
    int high = below.inverseSurvivalProbability(tail) + 1;
    double point = point(sorted, probability);
    // At low levels both ranks may lie on one side of the point between neighbours.
    double from = low < 1 ? least : Math.min(point, sorted[low - 1]);
    double to = high > n ? greatest : Math.max(point, sorted[high - 1]);
    return new Estimate(point, new Interval(from, to, level), n);
  }

  private double[] sorted(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    for (double value : values) {
      if (!Double.isFinite(value) || value < least || value > greatest) {
        throw new IllegalArgumentException(
            "value: "
                + value
                + " (expected: a finite number from "
                + least
                + " to "
                + greatest
                + ")");
      }
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double point(double[] sorted, double probability) {
    double at = (sorted.length - 1) * probability;
    int below = (int) at;
    double rest = at - below;
    return rest == 0 ? sorted[below] : sorted[below] * (1 - rest) + sorted[below + 1] * rest;
  }
}
