package dev.assay.stats.sequential;

import dev.assay.stats.internal.Checks;

/**
 * A confidence sequence for the mean of bounded values by betting: the tightest for small samples,
 * for rates and for values of small variance.
 *
 * <p>For each mean m there are two gamblers, one who bets that values are above m and one who bets
 * that they are below; each starts with half the capital ("hedged"), and m is left out while the
 * capital of one, {@code 1/2 (1/K) sum_k prod_i (1 - f_k + f_k x_i / m)} for K = 16 shares f, is at
 * least {@code 1 / (1 - level)}. As that falls in m for one and rises for the other, what is kept
 * is an interval. Values are tallied at 65 points between the bounds, which makes the state small
 * and can only widen the interval; 0, 1/2 and 1 are exact. The interval is of the observations so
 * far: it may widen again when these become less clear, and its intersection over time is valid,
 * too. Source: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by
 * betting", Journal of the Royal Statistical Society B 86 (2024), hedged capital with a grid of
 * bets.
 *
 * @since 0.1
 */
public final class BettingSequence {

  private static final BettingSequence DEFAULT = new BettingSequence(0.95, Scale.UNIT);

  private final double level;
  private final Scale scale;

  private BettingSequence(double level, Scale scale) {
    this.level = level;
    this.scale = scale;
  }

  /** Covers at all times with probability 0.95, for values from 0 to 1. */
  public static BettingSequence withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers at all times with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public BettingSequence withLevel(double level) {
    return new BettingSequence(Checks.level(level), scale);
  }

  /**
   * For values from {@code low} to {@code high}; paired differences of scores from 0 to 1 are from
   * -1 to 1.
   *
   * @throws IllegalArgumentException if the bounds are not finite, or not {@code low < high}
   */
  public BettingSequence withBounds(double low, double high) {
    return new BettingSequence(level, new Scale(low, high));
  }

  /** Nothing observed yet. */
  public ConfidenceSequence start() {
    return new BettingState(level, scale, Tally.empty());
  }
}
