package dev.assay.stats.effect;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;

/**
 * Cohen's h: the difference of two proportions, the first less the second, on a scale where equal
 * steps are equally hard to see: {@code 2 asin(sqrt(p1)) - 2 asin(sqrt(p2))}, from -pi to pi.
 *
 * <p>For independent samples. The interval takes Anscombe's correction, so that it has a width also
 * where all passed, and is good from about 5 trials on. Sources: J. Cohen, "Statistical Power
 * Analysis for the Behavioral Sciences" (1988), chapter 6; F. J. Anscombe, "The transformation of
 * Poisson, binomial and negative-binomial data", Biometrika 35 (1948).
 *
 * @since 0.1
 */
public final class CohensH {

  private static final CohensH DEFAULT = new CohensH(0.95);

  private final double level;

  private CohensH(double level) {
    this.level = level;
  }

  /** With an interval of 95%. */
  public static CohensH withDefaults() {
    return DEFAULT;
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public CohensH withLevel(double level) {
    return new CohensH(Checks.level(level));
  }

  /**
   * Estimates h; its {@code n} is the number of trials of both samples.
   *
   * @throws IllegalArgumentException if there is no trial, or more successes than trials
   */
  public Estimate of(long successes1, long trials1, long successes2, long trials2) {
    check(successes1, trials1);
    check(successes2, trials2);
    double x1 = (double) successes1;
    double x2 = (double) successes2;
    double n1 = (double) trials1;
    double n2 = (double) trials2;
    double h = angle(x1, n1) - angle(x2, n2);
    double centre = angle(x1 + 0.375, n1 + 0.75) - angle(x2 + 0.375, n2 + 0.75);
    double half = Normal.twoSided(level) * Math.sqrt(1 / (n1 + 0.5) + 1 / (n2 + 0.5));
    double low = Math.max(-Math.PI, Math.min(h, centre - half));
    double high = Math.min(Math.PI, Math.max(h, centre + half));
    return new Estimate(h, new Interval(low, high, level), trials1 + trials2);
  }

  /**
   * The h of two proportions that are known, without an interval.
   *
   * @throws IllegalArgumentException if one is not from 0 to 1
   */
  public static double between(double first, double second) {
    if (!(first >= 0 && first <= 1 && second >= 0 && second <= 1)) {
      throw new IllegalArgumentException(
          "proportions: " + first + ", " + second + " (expected: from 0 to 1)");
    }
    return angle(first, 1) - angle(second, 1);
  }

  private static double angle(double successes, double trials) {
    return 2 * Math.asin(Math.sqrt(successes / trials));
  }

  private static void check(long successes, long trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("trials: " + trials + " (expected: trials >= 1)");
    }
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "successes: " + successes + " (expected: 0 <= successes <= trials = " + trials + ")");
    }
  }
}
