package dev.assay.stats.interval;

import dev.assay.stats.internal.GroupedMean;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Wilson score interval for a proportion.
 *
 * <p>Keeps its coverage near 0 and 1 and for small n, where the normal interval collapses. Source:
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
 * (1927).
 *
 * @since 0.1
 */
public final class WilsonInterval {

  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);
  private static final WilsonInterval DEFAULT = new WilsonInterval(0.95);

  private final double level;
  private final double z;

  private WilsonInterval(double level) {
    this.level = level;
    this.z = STANDARD_NORMAL.inverseSurvivalProbability((1 - level) / 2);
  }

  /** Covers with probability 0.95. */
  public static WilsonInterval withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public WilsonInterval withLevel(double level) {
    return new WilsonInterval(Levels.check(level));
  }

  /**
   * Estimates the proportion behind {@code successes} out of {@code trials}; its value is their
   * ratio.
   *
   * @throws IllegalArgumentException if {@code trials < 1} or {@code successes} is outside {@code
   *     [0, trials]}
   */
  public Estimate of(long successes, long trials) {
    Counts.check(successes, trials);
    return estimate(successes, trials, (double) trials);
  }

  /**
   * Estimates the mean of values that are nothing but zeros and ones: the proportion of ones. Their
   * interval does not collapse when they are alike, as one by their variance would.
   *
   * @return empty if there is no value, or one that is neither
   */
  public Optional<Estimate> ofZerosAndOnes(double... values) {
    long ones = 0;
    for (double value : values) {
      if (value != 0 && value != 1) {
        return Optional.empty();
      }
      ones += value == 1 ? 1 : 0;
    }
    return values.length == 0 ? Optional.empty() : Optional.of(of(ones, values.length));
  }

  /**
   * Estimates the proportion behind trials that come in groups, such as several answers to one
   * question, which may depend on each other; groups may not.
   *
   * <p>It is Wilson's interval at an effective number of trials: as many independent ones as have
   * the variance that {@link MeanInterval#ofGroups} finds, made fewer where few groups make that
   * variance uncertain, and never more than there are. Where all trials end alike the groups are
   * counted. With groups of one trial each it is the same as without groups. Source: E. L. Korn, B.
   * I. Graubard, "Confidence intervals for proportions with small expected number of positive
   * counts estimated from survey data", Survey Methodology 24 (1998), here with Wilson's interval.
   *
   * @param groupOf any number that names each trial's group
   * @throws IllegalArgumentException if there is no trial or the lengths differ
   */
  public Estimate ofGroups(boolean[] success, int[] groupOf) {
    if (success.length != groupOf.length) {
      throw new IllegalArgumentException(
          "groupOf: " + groupOf.length + " values (expected: " + success.length + ")");
    }
    double[] values = new double[success.length];
    long successes = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = success[i] ? 1 : 0;
      successes += success[i] ? 1 : 0;
    }
    Counts.check(successes, success.length);
    double n = success.length;
    double p = successes / n;
    GroupedMean grouped = GroupedMean.of(values, p, groupOf);
    if (grouped.groups() == success.length) {
      return estimate(successes, success.length, n);
    }
    double effective = grouped.groups();
    if (p > 0 && p < 1) {
      double variance = grouped.groups() < 2 ? p * (1 - p) : grouped.variance();
      double t =
          TDistribution.of(Math.max(1, grouped.degreesOfFreedom()))
              .inverseSurvivalProbability((1 - level) / 2);
      effective = Math.min(n, p * (1 - p) / variance) * (z / t) * (z / t);
    }
    return estimate(successes, success.length, effective);
  }

  private Estimate estimate(long successes, long trials, double n) {
    double p = (double) successes / trials;
    double z2 = z * z;
    double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    // At the ends the formula gives exactly 0 or 1 but for rounding.
    double low = successes == 0 ? 0 : Math.max(0, centre - half);
    double high = successes == trials ? 1 : Math.min(1, centre + half);
    return new Estimate(p, new Interval(low, high, level), trials);
  }
}
