package dev.assay.stats.internal;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The noncentral t distribution: of {@code (Z + noncentrality) / S} with Z standard normal and
 * {@code S} the root of an independent chi-square over its degrees of freedom.
 *
 * <p>Integrated over S by Gauss and Legendre's rule, with pieces of their own where the integrand
 * turns, because the usual series (AS 243) loses digits in the tails and for large noncentrality.
 * Absolute error about 1e-13.
 */
public final class NoncentralT {

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
  private static final int NODES = 16;
  private static final int PANELS = 12;
  // A chi variable is further from its mean than this with probability below 1e-18.
  private static final double REACH = 9.5;
  private static final int MOST_STEPS = 200;
  // S then differs from 1 by less than what is left of the digits.
  private static final double AS_NORMAL = 1e24;
  private static final double[] AT = new double[NODES];
  private static final double[] WEIGHT = new double[NODES];

  static {
    for (int i = 0; i < NODES; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
      double slope = 1;
      for (int step = 0; step < 50; step++) {
        double before = 1;
        double value = x;
        for (int n = 2; n <= NODES; n++) {
          double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
          before = value;
          value = next;
        }
        slope = NODES * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      AT[i] = x;
      WEIGHT[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private NoncentralT() {}

  /**
   * The probability above {@code t}.
   *
   * @param t finite
   * @param degreesOfFreedom at least 1
   * @param noncentrality finite
   */
  public static double above(double t, double degreesOfFreedom, double noncentrality) {
    if (degreesOfFreedom > AS_NORMAL) {
      return STANDARD.survivalProbability(t - noncentrality);
    }
    double spread = REACH / Math.sqrt(degreesOfFreedom);
    double low = Math.max(0, 1 - spread);
    double high = 1 + spread;
    double turn = t == 0 ? low : noncentrality / t;
    double width = t == 0 ? 0 : REACH / Math.abs(t);
    double first = Math.min(high, Math.max(low, turn - width));
    double second = Math.min(high, Math.max(low, turn + width));
    double[] sums = new double[2];
    integrate(low, first, t, degreesOfFreedom, noncentrality, sums);
    integrate(first, second, t, degreesOfFreedom, noncentrality, sums);
    integrate(second, high, t, degreesOfFreedom, noncentrality, sums);
    return Math.min(1, sums[0] / sums[1]);
  }

  /** The probability below {@code t}. */
  public static double below(double t, double degreesOfFreedom, double noncentrality) {
    return above(-t, degreesOfFreedom, -noncentrality);
  }

  /**
   * The noncentrality at which {@code t} is exceeded with probability {@code p}, for {@code 0 < p <
   * 1}.
   */
  public static double noncentrality(double t, double degreesOfFreedom, double p) {
    double step = 1 + Math.abs(t) / Math.sqrt(2 * degreesOfFreedom);
    double low = t - step;
    while (above(t, degreesOfFreedom, low) > p && Double.isFinite(low)) {
      step *= 2;
      low -= step;
    }
    double high = low + step;
    while (above(t, degreesOfFreedom, high) < p && Double.isFinite(high)) {
      step *= 2;
      high += step;
    }
    // As a normal quantile the probability is nearly a straight line.
    double target = Normal.quantile(p);
    double ofLow = Normal.quantile(above(t, degreesOfFreedom, low)) - target;
    double ofHigh = Normal.quantile(above(t, degreesOfFreedom, high)) - target;
    for (int i = 0; i < MOST_STEPS && high - low > 1e-13 * Math.max(1, Math.abs(high)); i++) {
      double line = low - ofLow * (high - low) / (ofHigh - ofLow);
      // Halved every third time, for where it is no line or infinite.
      double next = i % 3 == 2 || !(line > low && line < high) ? (low + high) / 2 : line;
      double of = Normal.quantile(above(t, degreesOfFreedom, next)) - target;
      if (Math.abs(of) < 1e-13) {
        return next;
      }
      if (of < 0) {
        low = next;
        ofLow = of;
      } else {
        high = next;
        ofHigh = of;
      }
    }
    return (low + high) / 2;
  }

  // Adds the integral, and that of the density alone, by which it is divided in the end.
  private static void integrate(
      double from, double to, double t, double degrees, double noncentrality, double[] sums) {
    if (!(to > from)) {
      return;
    }
    double half = (to - from) / (2 * PANELS);
    for (int panel = 0; panel < PANELS; panel++) {
      double centre = from + (2 * panel + 1) * half;
      for (int i = 0; i < NODES; i++) {
        double s = centre + half * AT[i];
        double weight = half * WEIGHT[i] * density(s, degrees);
        if (weight > 0) {
          sums[0] += weight * STANDARD.cumulativeProbability(noncentrality - t * s);
          sums[1] += weight;
        }
      }
    }
  }

  // Of S, up to a factor.
  private static double density(double s, double degrees) {
    double u = s - 1;
    double log = Math.log1p(u);
    return Math.exp(degrees * (log - u - u * u / 2) - log);
  }
}
