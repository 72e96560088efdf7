package dev.assay.stats.sequential;

/** The capital won against "the mean of values in [0, 1] is at most {@code mean}". */
final class Evidence {

  private final double mean;
  private final boolean restarting;
  private final Wealth wealth;
  private long count;
  private long starts;
  private double logNow;
  private double logPeak;

  private Evidence(double mean, boolean restarting, Wealth wealth) {
    this.mean = mean;
    this.restarting = restarting;
    this.wealth = wealth;
  }

  static Evidence against(double mean, boolean restarting) {
    return new Evidence(mean, restarting, Wealth.each(restarting ? 0 : 1));
  }

  void add(double value) {
    begin();
    play(value, 1);
    look();
  }

  /** Takes values that come together: bets begin before the first, and one looks after the last. */
  void add(double[] values, double[] weights) {
    begin();
    for (int i = 0; i < values.length; i++) {
      play(values[i], weights[i]);
    }
    look();
  }

  private void begin() {
    starts++;
    if (restarting) {
      // Of the whole capital, 1 / (t (t + 1)) enters at the t-th start, and 1 / (t + 1) is left.
      wealth.pay(1.0 / starts / (starts + 1.0));
    }
  }

  // To stake a share w of what is staked otherwise is to bet on a value as much nearer the mean.
  private void play(double value, double weight) {
    count++;
    wealth.play(Bets.ratio(weight == 1 ? value : mean + weight * (value - mean), mean));
  }

  private void look() {
    logNow = wealth.logMean();
    if (restarting) {
      double kept = -Math.log(starts + 1.0);
      logNow = logNow > 700 ? logNow : Math.log(Math.exp(logNow) + Math.exp(kept));
    }
    logPeak = Math.max(logPeak, logNow);
  }

  long count() {
    return count;
  }

  /** The logarithm of the capital now; 0 at the start. */
  double logNow() {
    return logNow;
  }

  /** A probability that the hypothesis gives to so great a capital at any time, at most. */
  double pValue() {
    return Math.exp(-logPeak);
  }

  boolean rejects(double errorRate) {
    return logPeak >= -Math.log(errorRate);
  }

  void write(StateWriter out) {
    out.number(mean);
    out.flag(restarting);
    out.count(count);
    if (restarting) {
      out.count(starts);
    }
    out.number(logNow);
    out.number(logPeak);
    wealth.write(out);
  }

  static Evidence read(StateReader in) {
    double mean = in.amount();
    boolean restarting = in.flag();
    long count = in.count();
    long starts = restarting ? in.count() : count;
    double now = in.number();
    double peak = in.number();
    if (mean > 1 || Double.isNaN(now) || !(peak >= 0)) {
      throw new IllegalArgumentException("state: " + mean + ", " + peak + " (expected: evidence)");
    }
    Evidence evidence = new Evidence(mean, restarting, Wealth.read(in));
    evidence.count = count;
    evidence.starts = starts;
    evidence.logNow = now;
    evidence.logPeak = peak;
    return evidence;
  }
}
