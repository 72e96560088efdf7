package dev.assay.stats.interval;

import static java.util.Objects.requireNonNull;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Intervals for a proportion that promise something else than {@link WilsonInterval}, which is the
 * one to use unless there is a reason.
 *
 * <p>They suppose independent trials with one probability of success. Every interval lies within
 * [0, 1] and holds the observed ratio: where a formula leaves it out, as Jeffreys' does for none or
 * all, the interval is drawn out to it. Sources: C. J. Clopper, E. S. Pearson, "The use of
 * confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934); A.
 * Agresti, B. A. Coull, "Approximate is better than 'exact' for interval estimation of binomial
 * proportions", The American Statistician 52 (1998); L. D. Brown, T. T. Cai, A. DasGupta, "Interval
 * estimation for a binomial proportion", Statistical Science 16 (2001); R. G. Newcombe, "Two-sided
 * confidence intervals for the single proportion", Statistics in Medicine 17 (1998).
 *
 * @since 0.1
 */
public final class ProportionInterval {

  /** How the interval is made. */
  public enum Method {
    /** Never covers with less than its level, mostly with more: where that must be promised. */
    CLOPPER_PEARSON,
    /**
     * The probabilities that are believable after the fact, from a prior that says little; covers
     * its level on average.
     */
    JEFFREYS,
    /** Wilson's centre with a plain normal width: never narrower than Wilson's. */
    AGRESTI_COULL,
    /** Wilson's with a correction for continuity: almost as careful as Clopper and Pearson's. */
    WILSON_CORRECTED
  }

  private static final ProportionInterval DEFAULT =
      new ProportionInterval(Method.CLOPPER_PEARSON, 0.95);

  private final Method method;
  private final double level;

  private ProportionInterval(Method method, double level) {
    this.method = method;
    this.level = level;
  }

  /** Clopper and Pearson's, covering with probability 0.95 at least. */
  public static ProportionInterval withDefaults() {
    return DEFAULT;
  }

  /** Makes the interval so. */
  public ProportionInterval with(Method method) {
    return new ProportionInterval(requireNonNull(method, "method"), level);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public ProportionInterval withLevel(double level) {
    return new ProportionInterval(method, Levels.check(level));
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
    double value = (double) successes / trials;
    Ends ends = ends(successes, trials);
    double low = Math.max(0, Math.min(value, ends.low()));
    double high = Math.min(1, Math.max(value, ends.high()));
    return new Estimate(value, new Interval(low, high, level), trials);
  }

  /** The ends as the formula has them. */
  record Ends(double low, double high) {}

  Ends ends(long successes, long trials) {
    return switch (method) {
      case CLOPPER_PEARSON -> clopperPearson(successes, trials);
      case JEFFREYS -> jeffreys(successes, trials);
      case AGRESTI_COULL -> agrestiCoull(successes, trials);
      case WILSON_CORRECTED -> wilsonCorrected(successes, trials);
    };
  }

  private Ends clopperPearson(long successes, long trials) {
    double failures = (double) trials - successes;
    double tail = (1 - level) / 2;
    return new Ends(
        successes == 0 ? 0 : BetaQuantile.lower((double) successes, failures + 1, tail),
        failures == 0 ? 1 : BetaQuantile.upper(successes + 1.0, failures, tail));
  }

  private Ends jeffreys(long successes, long trials) {
    double a = successes + 0.5;
    double b = trials - successes + 0.5;
    double tail = (1 - level) / 2;
    return new Ends(BetaQuantile.lower(a, b, tail), BetaQuantile.upper(a, b, tail));
  }

  private Ends agrestiCoull(long successes, long trials) {
    double z = z();
    double n = trials + z * z;
    double centre = (successes + z * z / 2) / n;
    double half = z * Math.sqrt(centre * (1 - centre) / n);
    return new Ends(Math.max(0, centre - half), Math.min(1, centre + half));
  }

  private Ends wilsonCorrected(long successes, long trials) {
    double z = z();
    double n = trials;
    double p = successes / n;
    double common = z * z - 1 / n + 4 * n * p * (1 - p);
    double below = z * Math.sqrt(Math.max(0, common + 4 * p - 2)) + 1;
    double above = z * Math.sqrt(Math.max(0, common - 4 * p + 2)) + 1;
    double centre = 2 * n * p + z * z;
    double scale = 2 * (n + z * z);
    return new Ends(
        successes == 0 ? 0 : Math.max(0, (centre - below) / scale),
        successes == trials ? 1 : Math.min(1, (centre + above) / scale));
  }

  private double z() {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
  }
}
