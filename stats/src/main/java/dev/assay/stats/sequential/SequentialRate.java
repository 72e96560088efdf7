package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * Decides, looking after every observation, whether a mean of bounded values is above or below a
 * threshold: is the pass rate at least 0.9, is the paired difference from a baseline above -0.02.
 *
 * <p>Two gamblers bet, one against "the mean is at most the threshold", one against "at least". If
 * a hypothesis holds, the capital of who bets against it is expected not to grow, and the
 * probability that it ever reaches {@code 1 / e} times the start is at most {@code e} (Ville's
 * inequality). So whatever the moment of stopping,
 *
 * <ul>
 *   <li>a mean that is at the threshold or below is called above with probability at most {@code
 *       falselyAbove};
 *   <li>a mean that is at the threshold or above is called below with probability at most {@code
 *       falselyBelow}.
 * </ul>
 *
 * <p>A mean at the very threshold may stay undecided for ever: bound the number of observations,
 * and take what is then undecided for that. Against a test with a fixed number of observations,
 * planned to find just this distance with 80% power, looking all the time takes about 1.4 times as
 * many on average, and twice as many to be decided in 80% of cases; it is earned back when the mean
 * is farther away than planned for. Nothing is assumed of the values but their bounds and that each
 * has the same mean whatever came before: examples in random order have, examples sorted by topic
 * have not. Repeats of one example depend on each other: give their average.
 *
 * <p>The bets are fixed shares of the capital, spread over 16 sizes, from which the stream selects.
 * Source: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting",
 * Journal of the Royal Statistical Society B 86 (2024), with a grid of bets; F. Orabona, K.-S. Jun,
 * "Tight concentrations and confidence sequences from the regret of universal portfolio", IEEE
 * Transactions on Information Theory 70 (2024).
 *
 * @since 0.1
 */
public final class SequentialRate {

  private final Scale scale;
  private final double threshold;
  private final double falselyAbove;
  private final double falselyBelow;

  private SequentialRate(Scale scale, double threshold, double falselyAbove, double falselyBelow) {
    scale.unit("threshold", threshold);
    this.scale = scale;
    this.threshold = threshold;
    this.falselyAbove = ErrorRates.check("falselyAbove", falselyAbove);
    this.falselyBelow = ErrorRates.check("falselyBelow", falselyBelow);
  }

  /**
   * Is a rate, or a mean of scores from 0 to 1, above {@code rate} or below? Each way of erring has
   * a probability of at most 0.025, so a false decision of any kind at most 0.05. A rate of 1 can
   * only be found not to be reached, which the first failure does.
   *
   * @throws IllegalArgumentException if {@code rate} is not from 0 to 1
   */
  public static SequentialRate atLeast(double rate) {
    return new SequentialRate(Scale.UNIT, rate, 0.025, 0.025);
  }

  /**
   * Is the mean of paired differences, candidate minus baseline, each from -1 to 1, above {@code
   * -margin} or below? For passes and failures a difference is -1, 0 or 1.
   *
   * @param margin what may be lost at most, from 0 to 1
   * @throws IllegalArgumentException if {@code margin} is not from 0 to 1
   */
  public static SequentialRate differenceAboveMinus(double margin) {
    if (!(margin >= 0 && margin <= 1)) {
      throw new IllegalArgumentException("margin: " + margin + " (expected: 0 <= margin <= 1)");
    }
    return new SequentialRate(new Scale(-1, 1), 0 - margin, 0.025, 0.025);
  }

  /**
   * Is a mean of values from {@code low} to {@code high} above {@code threshold} or below?
   *
   * @throws IllegalArgumentException if the bounds are not finite and in order, or the threshold is
   *     not between them
   */
  public static SequentialRate ofMean(double threshold, double low, double high) {
    return new SequentialRate(new Scale(low, high), threshold, 0.025, 0.025);
  }

  /**
   * Errs with these probabilities at most.
   *
   * @param falselyAbove that a mean which is not above the threshold is ever called above it
   * @param falselyBelow that a mean which is not below the threshold is ever called below it
   * @throws IllegalArgumentException if one is not strictly between 0 and 0.5
   */
  public SequentialRate withErrorRates(double falselyAbove, double falselyBelow) {
    return new SequentialRate(scale, threshold, falselyAbove, falselyBelow);
  }

  /** Nothing observed yet. */
  public Stream start() {
    double unit = scale.unit("threshold", threshold);
    return new Stream(
        this, Evidence.against(unit, false), Evidence.against(1 - unit, false), Tally.empty());
  }

  /**
   * Goes on where {@link Stream#toBytes()} was called.
   *
   * @throws IllegalArgumentException if these are not the bytes of such a stream, of this version
   */
  public static Stream resume(byte[] state) {
    StateReader in = new StateReader(requireNonNull(state, "state"), StateKind.SEQUENTIAL_RATE);
    SequentialRate rate = new SequentialRate(Scale.read(in), in.number(), in.number(), in.number());
    SequentialDecision decision = SequentialDecision.of(in.integer());
    long decidedAfter = in.count();
    Stream stream = new Stream(rate, Evidence.read(in), Evidence.read(in), Tally.read(in));
    stream.decision = decision;
    stream.decidedAfter = decidedAfter;
    in.end();
    return stream;
  }

  /**
   * The observations of one stream so far and what they decide. Work and memory an observation are
   * constant. To be used by one thread at a time.
   *
   * @since 0.1
   */
  public static final class Stream {

    private final SequentialRate rate;
    private final Evidence above;
    private final Evidence below;
    private final Tally tally;
    private SequentialDecision decision = SequentialDecision.UNDECIDED;
    private long decidedAfter;

    private Stream(SequentialRate rate, Evidence above, Evidence below, Tally tally) {
      this.rate = rate;
      this.above = above;
      this.below = below;
      this.tally = tally;
    }

    /**
     * Takes one value and says what is known now.
     *
     * @throws IllegalArgumentException if it is NaN or out of the bounds; the state is then as
     *     before
     */
    public SequentialDecision add(double value) {
      double unit = rate.scale.unit("value", value);
      above.add(unit);
      below.add(1 - unit);
      tally.add(unit);
      if (!decision.decided()) {
        decide();
      }
      return decision;
    }

    /** Takes one pass, the upper bound, or failure, the lower. */
    public SequentialDecision add(boolean passed) {
      return add(passed ? rate.scale.high() : rate.scale.low());
    }

    private void decide() {
      if (above.rejects(rate.falselyAbove)) {
        decision = SequentialDecision.DECIDED_ABOVE;
      } else if (below.rejects(rate.falselyBelow)) {
        decision = SequentialDecision.DECIDED_BELOW;
      }
      decidedAfter = decision.decided() ? tally.count() : 0;
    }

    /** What is known now. A decision once made stays, whatever is added. */
    public SequentialDecision decision() {
      return decision;
    }

    /** How many observations the decision took; 0 while undecided. */
    public long decidedAfter() {
      return decidedAfter;
    }

    /** How many observations there were. */
    public long count() {
      return tally.count();
    }

    /** The threshold that is decided about. */
    public double threshold() {
      return rate.threshold;
    }

    /**
     * The evidence that the mean is above the threshold: how many times its start the capital is
     * that was bet against "at most". Expected to be at most 1 if that holds; infinite if what was
     * seen is then impossible.
     */
    public double eValueAbove() {
      return Math.exp(above.logNow());
    }

    /** The evidence that the mean is below the threshold, likewise. */
    public double eValueBelow() {
      return Math.exp(below.logNow());
    }

    /**
     * The p-value of "the mean is at most the threshold", valid at whatever moment one stops: 1
     * over the greatest e-value so far, from 0 to 1.
     */
    public double pValueAbove() {
      return above.pValue();
    }

    /** The p-value of "the mean is at least the threshold", likewise. */
    public double pValueBelow() {
      return below.pValue();
    }

    /**
     * The mean so far with an interval that holds whenever one looks, by the same bets: from what
     * is rejected as too low at {@code falselyAbove} to what is rejected as too high at {@code
     * falselyBelow}. It agrees with the decision. Empty before the first observation.
     */
    public Optional<Estimate> estimate() {
      if (tally.count() == 0) {
        return Optional.empty();
      }
      double low = rate.scale.value(tally.low(rate.falselyAbove));
      double high = rate.scale.value(tally.high(rate.falselyBelow));
      double mean = rate.scale.value(tally.mean());
      if (decision == SequentialDecision.DECIDED_ABOVE) {
        low = Math.max(low, Math.min(rate.threshold, high));
      } else if (decision == SequentialDecision.DECIDED_BELOW) {
        high = Math.min(high, Math.max(rate.threshold, low));
      }
      double level = 1 - rate.falselyAbove - rate.falselyBelow;
      Interval interval = new Interval(Math.min(low, high), Math.max(low, high), level);
      return Optional.of(new Estimate(mean, interval, tally.count()));
    }

    /** The state in a versioned binary form, for {@link SequentialRate#resume}. */
    public byte[] toBytes() {
      StateWriter out = new StateWriter(StateKind.SEQUENTIAL_RATE);
      rate.scale.write(out);
      out.number(rate.threshold);
      out.number(rate.falselyAbove);
      out.number(rate.falselyBelow);
      out.integer(decision.code());
      out.count(decidedAfter);
      above.write(out);
      below.write(out);
      tally.write(out);
      return out.toBytes();
    }
  }
}
