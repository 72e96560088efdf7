package dev.assay.stats.sequential;

/**
 * The bets against "the mean of values in [0, 1] is at most m": fixed shares f of the capital,
 * staked on each value. A share f of 1 coin becomes {@code (1 - f) + f x / m} coins, whose
 * expectation is at most 1 if the mean is at most m, and which falls as m grows.
 *
 * <p>The shares are spaced by a constant factor from all down to a thousandth, and the capital is
 * divided evenly among them: whichever suits the stream wins, at a price of at most the logarithm
 * of their number.
 */
final class Bets {

  static final int COUNT = 16;

  private static final double GREATEST_RATIO = 0x1p256;

  private static final double[] SHARES = shares();

  private Bets() {}

  /** What one coin becomes, where {@code ratio} is the value over the mean that is bet against. */
  static double factor(int bet, double ratio) {
    double f = SHARES[bet];
    return (1 - f) + f * ratio;
  }

  /**
   * The value over the mean; 1 if both are 0, as then nothing is learned, and infinite if only the
   * mean is. Cut below what would leave the range of a double, which understates the evidence.
   */
  static double ratio(double value, double mean) {
    if (mean == 0) {
      return value == 0 ? 1 : Double.POSITIVE_INFINITY;
    }
    return Math.min(GREATEST_RATIO, value / mean);
  }

  /** The logarithm of the mean of what has the logarithms {@code logs}. */
  static double logMean(double[] logs) {
    double max = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      max = Math.max(max, log);
    }
    if (Double.isInfinite(max)) {
      return max;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - max);
    }
    return max + Math.log(sum / logs.length);
  }

  private static double[] shares() {
    double[] shares = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      shares[i] = Math.pow(2, -10.0 * i / (COUNT - 1));
    }
    return shares;
  }
}
