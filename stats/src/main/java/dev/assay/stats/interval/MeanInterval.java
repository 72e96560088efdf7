package dev.assay.stats.interval;

import dev.assay.stats.internal.GroupedMean;
import dev.assay.stats.internal.Moments;
import dev.assay.stats.internal.Normal;
import java.util.Optional;

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
    check(values);
    int n = values.length;
    if (n < 2) {
      return Optional.empty();
    }
    Moments moments = Moments.of(values);
    return Optional.of(estimate(moments.mean(), moments.variance() / n, n - 1, n));
  }

  /**
   * Estimates the mean behind {@code values} that come in groups, such as several answers to one
   * question or several turns of one conversation; empty for fewer than two groups, whatever their
   * size.
   *
   * <p>Values of one group may depend on each other in any way; groups may not. The error is that
   * of Bell and McCaffrey (cluster-robust, corrected for small samples) with Satterthwaite's
   * degrees of freedom, and with groups of one value each the same as without groups. It is good
   * from about 10 groups on; where few large groups make up most of the values and these depend
   * strongly on their group, it is somewhat narrow. The mean is that of all values, in which a
   * large group counts for more: to have groups count alike, give the means of groups to {@link
   * #of}.
   *
   * @param groupOf any number that names each value's group
   * @return an estimate whose {@code n} is the number of values
   * @throws IllegalArgumentException if the lengths differ, or a value is not finite or out of the
   *     bounds
   */
  public Optional<Estimate> ofGroups(double[] values, int[] groupOf) {
    if (values.length != groupOf.length) {
      throw new IllegalArgumentException(
          "groupOf: " + groupOf.length + " values (expected: " + values.length + ")");
    }
    check(values);
    if (values.length < 2) {
      return Optional.empty();
    }
    double mean = Moments.of(values).mean();
    GroupedMean grouped = GroupedMean.of(values, mean, groupOf);
    return grouped.groups() < 2
        ? Optional.empty()
        : Optional.of(
            estimate(mean, grouped.variance(), grouped.degreesOfFreedom(), values.length));
  }

  private Estimate estimate(double mean, double variance, double degreesOfFreedom, int n) {
    double half = Normal.twoSidedT(level, degreesOfFreedom) * Math.sqrt(variance);
    double low = Math.max(mean - half, least);
    double high = Math.min(mean + half, greatest);
    return new Estimate(mean, new Interval(low, high, level), n);
  }

  private void check(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value) || value < least || value > greatest) {
        throw new IllegalArgumentException("value: " + value + " (expected: " + allowed() + ")");
      }
    }
  }

  private String allowed() {
    return Double.isInfinite(least) && Double.isInfinite(greatest)
        ? "a finite number"
        : "a number from " + least + " to " + greatest;
  }
}
