package dev.assay.stats.effect;

import dev.assay.stats.internal.NoncentralT;
import dev.assay.stats.interval.Interval;

/** The effects at which the observed t is not in either tail: an effect is t times its error. */
final class NoncentralInterval {

  // The integrand beyond asks for squares that a double does not hold.
  private static final double MOST = 1e100;

  private NoncentralInterval() {}

  /** Whether an effect is small enough for its t to be known in doubles. */
  static boolean fits(double effect) {
    return Math.abs(effect) < MOST;
  }

  static Interval of(double effect, double error, double degreesOfFreedom, double level) {
    double t = effect / error;
    double tail = (1 - level) / 2;
    double low = NoncentralT.noncentrality(t, degreesOfFreedom, tail) * error;
    double high = NoncentralT.noncentrality(t, degreesOfFreedom, 1 - tail) * error;
    return new Interval(Math.min(low, effect), Math.max(high, effect), level);
  }
}
