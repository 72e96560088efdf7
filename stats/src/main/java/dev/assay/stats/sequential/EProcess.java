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
