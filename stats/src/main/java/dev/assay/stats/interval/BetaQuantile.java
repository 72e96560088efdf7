package dev.assay.stats.interval;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Quantiles of the beta distribution, to about 12 digits however small they are.
 *
 * <p>The library solves to an absolute 1e-9, which for one failure in a million is no digit at all.
 * Newton's method on the logarithms of value and probability, where the curve is nearly straight,
 * within a bracket.
 */
final class BetaQuantile {

  private static final double LEAST_LOGARITHM = -745;
  private static final int MOST_STEPS = 200;
  private static final double CLOSE = 1e-15;

  private BetaQuantile() {}

  /**
   * The value below which lies {@code p}, for {@code 0 < p < 1} and positive {@code a}, {@code b}.
   */
  static double lower(double a, double b, double p) {
    BetaDistribution beta = BetaDistribution.of(a, b);
    double low = LEAST_LOGARITHM;
    double high = 0;
    double at = Math.log(a / (a + b));
    for (int step = 0; step < MOST_STEPS; step++) {
      double x = Math.exp(at);
      double below = beta.cumulativeProbability(x);
      if (below > p) {
        high = at;
      } else {
        low = at;
      }
      double slope = Math.exp(at + beta.logDensity(x) - Math.log(below));
      double next = at - (Math.log(below) - Math.log(p)) / slope;
      // Not where it leaves the bracket, nor where probability or density underflow.
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - at) <= CLOSE * Math.max(1, Math.abs(at))) {
        return Math.exp(next);
      }
      at = next;
    }
    return Math.exp(at);
  }

  /** The value above which lies {@code p}. */
  static double upper(double a, double b, double p) {
    return 1 - lower(b, a, p);
  }
}
