package dev.assay.stats.power;

/** Two rates as a test supposes them: the likeliest that differ by a given amount. */
final class RestrictedRates {

  private static final int HALVINGS = 100;

  private RestrictedRates() {}

  /**
   * The variance of the difference of the rates, times the size of the first sample, under the
   * supposition {@code second - first = difference}.
   */
  static double variance(double first, double second, double ratio, double difference) {
    double low = Math.max(0, -difference);
    double high = Math.min(1, 1 - difference);
    for (int i = 0; i < HALVINGS; i++) {
      double p = (low + high) / 2;
      double slope = slope(first, p) + ratio * slope(second, p + difference);
      if (slope > 0) {
        low = p;
      } else {
        high = p;
      }
    }
    double p = (low + high) / 2;
    double q = Math.max(0, Math.min(1, p + difference));
    return p * (1 - p) + q * (1 - q) / ratio;
  }

  // Of the log-likelihood, which is concave.
  private static double slope(double observed, double p) {
    double passed = observed == 0 ? 0 : observed / Math.max(p, Double.MIN_NORMAL);
    double failed = observed == 1 ? 0 : (1 - observed) / Math.max(1 - p, Double.MIN_NORMAL);
    return passed - failed;
  }
}
