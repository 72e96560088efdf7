package dev.assay.stats.sequential;

/**
 * The evidence that a stream has collected against a baseline, by {@link BettingTest}. Work and
 * memory an observation are constant. To be used by one thread at a time.
 *
 * @since 0.1
 */
public final class EProcess {

  private final BettingTest test;
  private final Evidence evidence;

  EProcess(BettingTest test, Evidence evidence) {
    this.test = test;
    this.evidence = evidence;
  }

  /**
   * Takes one value.
   *
   * @throws IllegalArgumentException if it is NaN or out of the bounds; the state is then as before
   */
  public void add(double value) {
    evidence.add(test.unit(value));
  }

  /** Takes one pass, the upper bound, or failure, the lower. */
  public void add(boolean passed) {
    add(test.value(passed));
  }

  /**
   * Takes values that were drawn together with unequal probabilities, so that the test is of the
   * mean of what they were drawn from. A value drawn with probability p stands for 1 / p, its
   * weight; of the capital's shares it is bet with the part that its weight is of the greatest.
   *
   * <p>The bet {@code 1 + f w (x - m) / m} is expected to leave the capital as it is or smaller
   * whenever the weighted mean is at the baseline or better, as {@code E[w (x - m)]} is the mean of
   * {@code x - m} over all that could be drawn, times a constant. For a draw without replacement,
   * of a fixed number from each stratum, this holds of all the values together (the inequalities of
   * Maclaurin and of the means), so they are looked at together, in whatever order, and {@link
   * BettingTest#withRestarts()} begins anew before the first of them alone. Sources: I.
   * Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", Journal of
   * the Royal Statistical Society B 86 (2024); S. Shekhar, Z. Xu, Z. Lipton, P. Liang, A. Ramdas,
   * "Risk-limiting financial audits via weighted sampling without replacement", arXiv:2305.06884
   * (2023).
   *
   * @param weights of each value its weight as a share of the greatest that any value could have
   *     had, above 0 and at most 1; the greatest must be known before the draw
   * @throws IllegalArgumentException if a value is NaN or out of the bounds, or a weight out of
   *     range, or there are not as many of each; the state is then as before
   */
  public void addTogether(double[] values, double[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "weights: " + weights.length + " (expected: one for each of " + values.length + ")");
    }
    double[] units = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(weights[i] > 0 && weights[i] <= 1)) {
        throw new IllegalArgumentException(
            "weights: " + weights[i] + " (expected: 0 < weight <= 1)");
      }
      units[i] = test.unit(values[i]);
    }
    if (units.length > 0) {
      evidence.add(units, weights);
    }
  }

  /** How many values there were. */
  public long count() {
    return evidence.count();
  }

  /** What is tested against. */
  public double baseline() {
    return test.baseline();
  }

  /**
   * The evidence now: 1 says nothing, 20 is what rejects at 0.05, less than 1 speaks for the
   * baseline. Infinite if what was seen is impossible under it, or beyond the range of a double.
   */
  public double eValue() {
    return Math.exp(evidence.logNow());
  }

  /** The natural logarithm of {@link #eValue()}. */
  public double logEValue() {
    return evidence.logNow();
  }

  /**
   * The p-value, from 0 to 1, valid at whatever moment one stops: 1 over the greatest e-value so
   * far. It never rises.
   */
  public double pValue() {
    return evidence.pValue();
  }

  /**
   * Whether the baseline has been rejected, with a probability of at most {@code errorRate} of ever
   * doing so in error.
   *
   * @throws IllegalArgumentException if the rate is not strictly between 0 and 0.5
   */
  public boolean rejects(double errorRate) {
    return evidence.rejects(ErrorRates.check("errorRate", errorRate));
  }

  /** The state in a versioned binary form, for {@link BettingTest#resume}. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(StateKind.E_PROCESS);
    test.write(out);
    evidence.write(out);
    return out.toBytes();
  }
}
