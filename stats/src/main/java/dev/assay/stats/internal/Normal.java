package dev.assay.stats.internal;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles and probabilities of the normal and Student's distribution. */
public final class Normal {

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** The value that a standard normal exceeds with probability {@code (1 - level) / 2}. */
  public static double twoSided(double level) {
    return STANDARD.inverseSurvivalProbability((1 - level) / 2);
  }

  /** The same for Student's distribution. */
  public static double twoSidedT(double level, double degreesOfFreedom) {
    TDistribution t = TDistribution.of(degreesOfFreedom);
    double tail = (1 - level) / 2;
    double x = t.inverseSurvivalProbability(tail);
    // The library solves to an absolute 1e-9; one Newton step squares what error is left.
    double step = (t.survivalProbability(x) - tail) / t.density(x);
    return Double.isFinite(step) ? x + step : x;
  }

  /** The probability below {@code x}. */
  public static double cdf(double x) {
    return STANDARD.cumulativeProbability(x);
  }

  /** The value below which a standard normal lies with probability {@code p}. */
  public static double quantile(double p) {
    return STANDARD.inverseCumulativeProbability(p);
  }

  /** The probability that a standard normal is at least as far from 0 as {@code z}. */
  public static double twoSidedP(double z) {
    return Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(z)));
  }
}
