package dev.assay.stats.sequential;

import dev.assay.stats.internal.Checks;

/**
 * A confidence sequence for the mean of bounded values in closed form: the smallest state and
 * quickest interval, about as wide as {@link BettingSequence} or up to a half wider.
 *
 * <p>With values in [0, 1], {@code sum(l x) / sum(l) +- (log(2 / alpha) + sum(v psi(l))) / sum(l)}
 * where {@code v = 4 (x - mean before)^2}, {@code psi(l) = (-log(1 - l) - l) / 4} and the weight of
 * the t-th value is {@code l = min(1/2, sqrt(2 log(2 / alpha) / (variance before * t log(t +
 * 1))))}; mean and variance before start from 1/2 and 1/4 as if one value had been seen. The centre
 * weighs early values more than late ones: it is the sequence's estimate. Source: I. Waudby-Smith,
 * A. Ramdas, "Estimating means of bounded random variables by betting", Journal of the Royal
 * Statistical Society B 86 (2024), theorem 2.
 *
 * @since 0.1
 */
public final class EmpiricalBernsteinSequence {

  private static final EmpiricalBernsteinSequence DEFAULT =
      new EmpiricalBernsteinSequence(0.95, Scale.UNIT);

  private final double level;
  private final Scale scale;

  private EmpiricalBernsteinSequence(double level, Scale scale) {
    this.level = level;
    this.scale = scale;
  }

  /** Covers at all times with probability 0.95, for values from 0 to 1. */
  public static EmpiricalBernsteinSequence withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers at all times with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public EmpiricalBernsteinSequence withLevel(double level) {
    return new EmpiricalBernsteinSequence(Checks.level(level), scale);
  }

  /**
   * For values from {@code low} to {@code high}.
   *
   * @throws IllegalArgumentException if the bounds are not finite, or not {@code low < high}
   */
  public EmpiricalBernsteinSequence withBounds(double low, double high) {
    return new EmpiricalBernsteinSequence(level, new Scale(low, high));
  }

  /** Nothing observed yet. */
  public ConfidenceSequence start() {
    return new BernsteinState(level, scale);
  }
}
