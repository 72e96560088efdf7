package dev.assay.stats.sequential;

/**
 * How often values in [0, 1] were seen, at 65 evenly spaced knots, and what the {@link Bets} have
 * made of them against any mean.
 *
 * <p>A value between two knots counts in part for both. As the logarithm of what a bet yields is
 * concave in the value, this can only understate the capital: what is rejected, the values
 * themselves would reject. Values at knots, such as 0, 1/2 and 1, are exact.
 */
final class Tally {

  private static final int CELLS = 64;
  private static final int HALVINGS = 48;

  private final double[] weights;
  private long count;
  private double mean;

  private Tally(double[] weights) {
    this.weights = weights;
  }

  static Tally empty() {
    return new Tally(new double[CELLS + 1]);
  }

  void add(double value) {
    count++;
    mean += (value - mean) / count;
    double place = value * CELLS;
    int knot = Math.min(CELLS - 1, (int) place);
    double above = place - knot;
    weights[knot] += 1 - above;
    weights[knot + 1] += above;
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  /** The greatest mean that is rejected as too low at {@code errorRate}; 0 if none is. */
  double low(double errorRate) {
    return bound(errorRate, false);
  }

  /** The least mean that is rejected as too high at {@code errorRate}; 1 if none is. */
  double high(double errorRate) {
    return 1 - bound(errorRate, true);
  }

  /** Whether a mean is rejected as too low. */
  boolean tooLow(double hypothesis, double errorRate) {
    return rejects(hypothesis, -Math.log(errorRate), false);
  }

  /** Whether a mean is rejected as too high. */
  boolean tooHigh(double hypothesis, double errorRate) {
    return rejects(1 - hypothesis, -Math.log(errorRate), true);
  }

  private double bound(double errorRate, boolean mirrored) {
    double threshold = -Math.log(errorRate);
    double rejected = 0;
    double kept = mirrored ? 1 - mean : mean;
    for (int i = 0; i < HALVINGS && kept > rejected; i++) {
      double middle = (rejected + kept) / 2;
      if (rejects(middle, threshold, mirrored)) {
        rejected = middle;
      } else {
        kept = middle;
      }
    }
    return rejected;
  }

  private boolean rejects(double hypothesis, double threshold, boolean mirrored) {
    // Bets that the mean is greater than the one seen have lost on the whole.
    if (count == 0 || (mirrored ? 1 - mean : mean) <= hypothesis) {
      return false;
    }
    double[] logs = new double[Bets.COUNT];
    for (int knot = 0; knot <= CELLS; knot++) {
      double weight = weights[mirrored ? CELLS - knot : knot];
      if (weight > 0) {
        double ratio = Bets.ratio((double) knot / CELLS, hypothesis);
        for (int bet = 0; bet < Bets.COUNT; bet++) {
          logs[bet] += weight * Math.log(Bets.factor(bet, ratio));
        }
      }
    }
    return Bets.logMean(logs) >= threshold;
  }

  void write(StateWriter out) {
    out.count(count);
    out.number(mean);
    out.numbers(weights);
  }

  static Tally read(StateReader in) {
    long count = in.count();
    double mean = in.amount();
    if (mean > 1) {
      throw new IllegalArgumentException("state: mean " + mean + " (expected: 0 <= mean <= 1)");
    }
    Tally tally = new Tally(in.amounts(CELLS + 1));
    tally.count = count;
    tally.mean = mean;
    return tally;
  }
}
