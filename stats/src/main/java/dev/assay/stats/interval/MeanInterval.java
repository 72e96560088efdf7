package dev.assay.stats.interval;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t interval for a mean.
 *
 * <p>Exact for normal observations, good for others when n is in the tens or more. Of fewer than
 * two values there is none. Of values that are all equal it is that one point, which says how the
 * sample varies and not that the next value must be the same. Of values whose squares leave the
 * range of a double it is unbounded. Source: Student, "The probable error of a mean", Biometrika 6
 * (1908).
 *
 * @since 0.1
 */
public final class MeanInterval {

  private static final MeanInterval DEFAULT =
      new MeanInterval(0.95, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final double level;
  private final double least;
  private final double greatest;

  private MeanInterval(double level, double least, double greatest) {
    this.level = level;
    this.least = least;
    this.greatest = greatest;
  }

  /** Covers with probability 0.95, for values without bounds. */
  public static MeanInterval withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public MeanInterval withLevel(double level) {
    return new MeanInterval(Levels.check(level), least, greatest);
  }

  /**
   * For values that cannot leave {@code [least, greatest]}, such as scores: the interval is cut at
   * these ends. Infinite ends are no bound.
   *
   * @throws IllegalArgumentException unless {@code least <= greatest}
   */
  public MeanInterval withBounds(double least, double greatest) {
    if (!(least <= greatest)) {
      throw new IllegalArgumentException(
          "bounds: [" + least + ", " + greatest + "] (expected: least <= greatest)");
    }
    return new MeanInterval(level, least, greatest);
  }

  /**
   * Estimates the mean behind {@code values}; empty for fewer than two, of which no interval can be
   * had.
   *
   * @throws IllegalArgumentException if a value is not finite or out of the bounds
   */
  public Optional<Estimate> of(double... values) {
    for (double value : values) {
      if (!Double.isFinite(value) || value < least || value > greatest) {
        throw new IllegalArgumentException("value: " + value + " (expected: " + allowed() + ")");
      }
    }
    int n = values.length;
    if (n < 2) {
      return Optional.empty();
    }
    Moments moments = Moments.of(values);
    double half = upperQuantile(n - 1, (1 - level) / 2) * Math.sqrt(moments.variance() / n);
    double low = Math.max(moments.mean() - half, least);
    double high = Math.min(moments.mean() + half, greatest);
    return Optional.of(new Estimate(moments.mean(), new Interval(low, high, level), n));
  }

  private String allowed() {
    return Double.isInfinite(least) && Double.isInfinite(greatest)
        ? "a finite number"
        : "a number from " + least + " to " + greatest;
  }

  // The library solves to an absolute 1e-9; one Newton step squares what error is left.
  private static double upperQuantile(double degreesOfFreedom, double tail) {
    TDistribution t = TDistribution.of(degreesOfFreedom);
    double x = t.inverseSurvivalProbability(tail);
    return x + (t.survivalProbability(x) - tail) / t.density(x);
  }
}
