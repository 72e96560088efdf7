package dev.assay.stats.effect;

import dev.assay.stats.internal.NoncentralT;
import dev.assay.stats.interval.Interval;

/** The effects at which the observed t is not in either tail: an effect is t times its error. */
final class NoncentralInterval {

  private NoncentralInterval() {}

  static Interval of(double effect, double error, double degreesOfFreedom, double level) {
    double t = effect / error;
    double tail = (1 - level) / 2;
    double low = NoncentralT.noncentrality(t, degreesOfFreedom, tail) * error;
    double high = NoncentralT.noncentrality(t, degreesOfFreedom, 1 - tail) * error;
    return new Interval(Math.min(low, effect), Math.max(high, effect), level);
  }
}
