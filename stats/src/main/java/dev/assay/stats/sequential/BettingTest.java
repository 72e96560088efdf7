package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

/**
 * Tests by betting whether a mean of bounded values, or a rate, has fallen below a baseline or
 * risen above one.
 *
 * <p>The capital bet against "the mean is the baseline or better", {@code (1/K) sum_k prod_i (1 -
 * f_k + f_k x_i / m)} for K = 16 shares f (for a drop with {@code 1 - x} and {@code 1 - m}), is an
 * e-process: at whatever moment one stops, its expectation is at most 1 if the hypothesis holds. It
 * rejects at level alpha when it has ever reached {@code 1 / alpha}; looking after every
 * observation costs nothing. Assumes only the bounds, and that under the hypothesis each value's
 * mean is at the baseline or better whatever came before; it need not be constant. E-values of
 * streams that do not depend on each other may be multiplied, of any streams averaged. Source: I.
 * Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", Journal of
 * the Royal Statistical Society B 86 (2024); G. Shafer, "Testing by betting", Journal of the Royal
 * Statistical Society A 184 (2021).
 *
 * <p>The baseline is taken as known. Where it was measured, give a value it is surely not below,
 * such as the lower end of its interval for a drop.
 *
 * @since 0.1
 */
public final class BettingTest {

  private final Direction direction;
  private final double baseline;
  private final Scale scale;
  private final boolean restarts;

  BettingTest(Direction direction, double baseline, Scale scale, boolean restarts) {
    scale.unit("baseline", baseline);
    this.direction = direction;
    this.baseline = baseline;
    this.scale = scale;
    this.restarts = restarts;
  }

  /**
   * Collects evidence that the mean of values from 0 to 1 is below {@code baseline}.
   *
   * @throws IllegalArgumentException if the baseline is not from 0 to 1
   */
  public static BettingTest dropBelow(double baseline) {
    return new BettingTest(Direction.DOWN, baseline, Scale.UNIT, false);
  }

  /** The same for values from {@code low} to {@code high}. */
  public static BettingTest dropBelow(double baseline, double low, double high) {
    return new BettingTest(Direction.DOWN, baseline, new Scale(low, high), false);
  }

  /**
   * Collects evidence that the mean of values from 0 to 1 is above {@code baseline}.
   *
   * @throws IllegalArgumentException if the baseline is not from 0 to 1
   */
  public static BettingTest riseAbove(double baseline) {
    return new BettingTest(Direction.UP, baseline, Scale.UNIT, false);
  }

  /** The same for values from {@code low} to {@code high}. */
  public static BettingTest riseAbove(double baseline, double low, double high) {
    return new BettingTest(Direction.UP, baseline, new Scale(low, high), false);
  }

  /**
   * Begins the bets anew at every observation, with the share {@code 1 / (t (t + 1))} of the
   * capital at the t-th (or at every draw of several, {@link EProcess#addTogether}): for streams
   * that were good for long before they drop. The promise is the same; a stream that is bad from
   * the start is found about as soon, one that turns bad late far sooner.
   */
  public BettingTest withRestarts() {
    return new BettingTest(direction, baseline, scale, true);
  }

  /** Nothing observed yet. */
  public EProcess start() {
    return new EProcess(this, Evidence.against(hypothesis(), restarts));
  }

  /**
   * Goes on where {@link EProcess#toBytes()} was called.
   *
   * @throws IllegalArgumentException if these are not the bytes of an e-process, of this version
   */
  public static EProcess resume(byte[] state) {
    StateReader in = new StateReader(requireNonNull(state, "state"), StateKind.E_PROCESS);
    Direction direction = in.flag() ? Direction.UP : Direction.DOWN;
    BettingTest test = new BettingTest(direction, in.number(), Scale.read(in), in.flag());
    EProcess process = new EProcess(test, Evidence.read(in));
    in.end();
    return process;
  }

  void write(StateWriter out) {
    out.flag(direction == Direction.UP);
    out.number(baseline);
    scale.write(out);
    out.flag(restarts);
  }

  double unit(double value) {
    double unit = scale.unit("value", value);
    return direction == Direction.UP ? unit : 1 - unit;
  }

  double value(boolean passed) {
    return passed ? scale.high() : scale.low();
  }

  double baseline() {
    return baseline;
  }

  private double hypothesis() {
    double unit = scale.unit("baseline", baseline);
    return direction == Direction.UP ? unit : 1 - unit;
  }
}
