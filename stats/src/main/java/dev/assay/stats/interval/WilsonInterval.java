package dev.assay.stats.interval;

import org.apache.commons.statistics.distribution.NormalDistribution;

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
    double n = trials;
    double p = successes / n;
    double z2 = z * z;
    double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    // At the ends the formula gives exactly 0 or 1 but for rounding.
    double low = successes == 0 ? 0 : Math.max(0, centre - half);
    double high = successes == trials ? 1 : Math.min(1, centre + half);
    return new Estimate(p, new Interval(low, high, level), trials);
  }
}
