package dev.assay.stats.interval;

import static java.util.Objects.requireNonNull;

/**
 * The difference of two independent estimates, from their intervals alone.
 *
 * <p>Squares and adds the distances of the ends from the values, which keeps the asymmetry of
 * intervals near a bound, where a normal interval would leave it. Holds its level about as well as
 * the two intervals hold theirs; both have to be of the same level. Source: G. Y. Zou and A.
 * Donner, "Construction of confidence limits about effect measures: a general approach", Statistics
 * in Medicine 27 (2008).
 *
 * @since 0.1
 */
public final class EstimateDifference {

  private EstimateDifference() {}

  /**
   * The first less the second; n is the smaller of theirs.
   *
   * @throws IllegalArgumentException if their levels differ
   */
  public static Estimate of(Estimate first, Estimate second) {
    requireNonNull(first, "first");
    requireNonNull(second, "second");
    if (first.level() != second.level()) {
      throw new IllegalArgumentException(
          "level: " + first.level() + " and " + second.level() + " (expected: the same)");
    }
    double value = first.value() - second.value();
    double below = Math.hypot(first.value() - first.low(), second.high() - second.value());
    double above = Math.hypot(first.high() - first.value(), second.value() - second.low());
    return new Estimate(
        value,
        new Interval(value - below, value + above, first.level()),
        Math.min(first.n(), second.n()));
  }
}
