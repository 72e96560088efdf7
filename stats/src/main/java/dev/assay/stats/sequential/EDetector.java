package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Watches a stream of sums for a lasting shift of their mean above 0, with a stated mean time
 * between false alarms, whatever their number, variance and order.
 *
 * <p>Each observation is a sum of deviations from what was expected, with its variance and with the
 * greatest deviation a single term can have. For each of eight shares {@code l} the process {@code
 * R = (R + 1) exp(l s - v (exp(l c) - 1 - l c) / c^2)} is an e-detector of Shiryaev and Roberts:
 * with no shift its expectation grows by at most 1 an observation, so the mean number of
 * observations until the mean of the eight reaches {@code A} is at least {@code A}, and the
 * probability that it does within {@code T} observations of the start at most {@code T / A}. The
 * bound on the exponential moment is Bennett's, which is true of any distribution with that
 * variance and bound; with a bound of 0 sums are taken to be normal. Unlike a test that is repeated
 * it may be looked at after every observation.
 *
 * <p>Assumes that variances and bounds are true, and that each sum has a mean of at most 0 given
 * those before. Sources: J. Shin, A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework
 * for sequential change detection", New England Journal of Statistics in Data Science 2 (2024); G.
 * Bennett, "Probability inequalities for the sum of independent random variables", JASA 57 (1962).
 * Work and memory an observation are constant. To be used by one thread at a time.
 *
 * @since 0.1
 */
public final class EDetector {

  private static final int COUNT = 8;
  private static final double GREATEST_SHARE = 4;
  private static final double SERIES = 1e-4;
  private static final double GREATEST_EXPONENT = 700;
  private static final double GREATEST_GAIN = 1e6;

  private final double[] logs;
  private final double[] charts;
  private final long[] starts;
  private long count;

  private EDetector(double[] logs, double[] charts, long[] starts, long count) {
    this.logs = logs;
    this.charts = charts;
    this.starts = starts;
    this.count = count;
  }

  /** Nothing observed yet. */
  public static EDetector start() {
    double[] logs = new double[COUNT];
    Arrays.fill(logs, Double.NEGATIVE_INFINITY);
    return new EDetector(logs, new double[COUNT], new long[COUNT], 0);
  }

  /**
   * Takes one sum.
   *
   * @param sum of deviations; above 0 speaks for a shift
   * @param variance of the sum, above 0
   * @param unit the size, above 0, in which shares are spaced: about the standard deviation of one
   *     term; must not depend on the sum
   * @param bound the greatest deviation upwards of one term; 0 where sums are normal
   * @throws IllegalArgumentException if a number is not finite or out of range; the state is then
   *     as before
   */
  public void add(double sum, double variance, double unit, double bound) {
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException("sum: " + sum + " (expected: a finite number)");
    }
    above("variance", variance);
    above("unit", unit);
    if (!(bound >= 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("bound: " + bound + " (expected: 0 <= bound, finite)");
    }
    for (int i = 0; i < COUNT; i++) {
      double share = Math.scalb(GREATEST_SHARE, -i) / unit;
      double gain = gain(share, sum, variance, bound);
      logs[i] = (logs[i] > 0 ? logs[i] + Math.log1p(Math.exp(-logs[i])) : log1pExp(logs[i])) + gain;
      charts[i] += gain;
      // An infinite cost, of a bet far too great, makes its chart 0 like any other loss.
      if (!(charts[i] > 0)) {
        charts[i] = 0;
        starts[i] = count + 1;
      }
    }
    count++;
  }

  private static double log1pExp(double log) {
    return Math.log1p(Math.exp(log));
  }

  /** The logarithm of what a bet becomes; what no double can hold is understated. */
  private static double gain(double share, double sum, double variance, double bound) {
    double price = variance * cost(share, bound);
    if (!(price < GREATEST_GAIN)) {
      return Double.NEGATIVE_INFINITY;
    }
    return Math.min(GREATEST_GAIN, share * sum - price);
  }

  /** {@code (exp(l c) - 1 - l c) / c^2}, and its limit. */
  private static double cost(double share, double bound) {
    double x = share * bound;
    if (x < SERIES) {
      return share * share / 2 * (1 + x / 3);
    }
    return x > GREATEST_EXPONENT ? Double.POSITIVE_INFINITY : (Math.expm1(x) - x) / bound / bound;
  }

  private static void above(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: above 0, finite)");
    }
  }

  /** The natural logarithm of the evidence; minus infinity at the start. */
  public double logEvidence() {
    return Bets.logMean(logs);
  }

  /**
   * Whether the evidence reaches what makes the mean number of observations to a false alarm at
   * least {@code runLength}.
   *
   * @throws IllegalArgumentException if {@code runLength < 1}
   */
  public boolean exceeds(double runLength) {
    if (!(runLength >= 1)) {
      throw new IllegalArgumentException("runLength: " + runLength + " (expected: at least 1)");
    }
    return logEvidence() >= Math.log(runLength);
  }

  /** How many sums there were since the start. */
  public long count() {
    return count;
  }

  /** How many of the last sums came after the likeliest time of the shift; 0 if none speaks. */
  public long sinceShift() {
    int best = 0;
    for (int i = 1; i < COUNT; i++) {
      best = charts[i] > charts[best] ? i : best;
    }
    return charts[best] > 0 ? count - starts[best] : 0;
  }

  /** The state in a versioned binary form, for {@link #resume}. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(StateKind.E_DETECTOR);
    out.count(count);
    out.numbers(logs);
    out.numbers(charts);
    for (long start : starts) {
      out.count(start);
    }
    return out.toBytes();
  }

  /**
   * Goes on where {@link #toBytes()} was called.
   *
   * @throws IllegalArgumentException if these are not the bytes of a detector, of this version
   */
  public static EDetector resume(byte[] state) {
    StateReader in = new StateReader(requireNonNull(state, "state"), StateKind.E_DETECTOR);
    long count = in.count();
    double[] logs = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      logs[i] = in.number();
      if (Double.isNaN(logs[i]) || logs[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("state: " + logs[i] + " (expected: evidence)");
      }
    }
    double[] charts = in.amounts(COUNT);
    long[] starts = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      starts[i] = in.count();
      if (starts[i] > count) {
        throw new IllegalArgumentException(
            "state: start " + starts[i] + " (expected: at most " + count + ")");
      }
    }
    in.end();
    return new EDetector(logs, charts, starts, count);
  }
}
