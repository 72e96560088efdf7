package dev.assay.stats.internal;

/**
 * Score statistics for a supposed difference of two proportions: the observed difference less the
 * supposed one, over its standard error where the supposition holds. Approximately standard normal
 * there.
 */
public final class ProportionScores {

  private static final int HALVINGS = 100;

  private ProportionScores() {}

  /**
   * For two independent samples. The supposed proportions are the likeliest that differ by {@code
   * difference}. Source: C. P. Farrington, G. Manning, "Test statistics and sample size formulae
   * for comparative binomial trials with null hypothesis of non-zero risk difference or non-unity
   * relative risk", Statistics in Medicine 9 (1990).
   *
   * @param difference strictly between -1 and 1
   * @return 0 where observed and supposed difference are the same
   */
  public static double unpaired(
      long successes1, long trials1, long successes2, long trials2, double difference) {
    double k1 = successes1;
    double k2 = successes2;
    double gap = k1 / trials1 - k2 / trials2 - difference;
    double low = Math.max(0, -difference);
    double high = Math.min(1, 1 - difference);
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double p2 = (low + high) / 2;
      // The derivative of the log-likelihood, which falls in p2.
      double slope =
          ratio(k2, p2)
              - ratio(trials2 - k2, 1 - p2)
              + ratio(k1, p2 + difference)
              - ratio(trials1 - k1, 1 - p2 - difference);
      if (slope > 0) {
        low = p2;
      } else {
        high = p2;
      }
    }
    double p2 = clip((low + high) / 2);
    double p1 = clip(p2 + difference);
    return scaled(gap, Math.sqrt(p1 * (1 - p1) / trials1 + p2 * (1 - p2) / trials2));
  }

  /**
   * For pairs. Source: T. Tango, "Equivalence test and confidence interval for the difference in
   * proportions for the paired-sample design", Statistics in Medicine 17 (1998). At a difference of
   * 0 it is the root of McNemar's statistic.
   *
   * @param onlyFirst pairs of which only the first is a success
   * @param onlySecond pairs of which only the second is
   * @param difference strictly between -1 and 1
   * @return 0 where observed and supposed difference are the same
   */
  public static double paired(long pairs, long onlyFirst, long onlySecond, double difference) {
    double n = pairs;
    double gap = onlyFirst - onlySecond - n * difference;
    double a = 2 * n;
    double b = -onlyFirst - onlySecond + (2 * n - onlyFirst + onlySecond) * difference;
    double c = -onlySecond * difference * (1 - difference);
    double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
    // The greater root of a quadratic, in the form that does not cancel.
    double second = b <= 0 ? (root - b) / (2 * a) : b + root == 0 ? 0 : -2 * c / (b + root);
    double variance = n * (2 * second + difference * (1 - difference));
    return scaled(gap, Math.sqrt(Math.max(0, variance)));
  }

  private static double scaled(double gap, double error) {
    if (gap == 0) {
      return 0;
    }
    return error > 0 ? gap / error : gap > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  private static double ratio(double count, double probability) {
    return count == 0 ? 0 : count / Math.max(probability, Double.MIN_NORMAL);
  }

  private static double clip(double probability) {
    return Math.max(0, Math.min(1, probability));
  }
}
