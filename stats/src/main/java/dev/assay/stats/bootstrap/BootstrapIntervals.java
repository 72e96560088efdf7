package dev.assay.stats.bootstrap;

import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/** Intervals from sorted replicates; quantiles of type 7. */
final class BootstrapIntervals {

  private static final double ROUNDING = 1e-12;

  private BootstrapIntervals() {}

  static Interval percentile(double[] sorted, double level) {
    double tail = (1 - level) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail), level);
  }

  /**
   * Bias-corrected and accelerated; empty where all jackknife values, or all replicates, are the
   * same.
   */
  static Optional<Interval> bca(double point, double[] sorted, double[] jackknife, double level) {
    double z0 = bias(point, sorted);
    double a = acceleration(jackknife);
    if (!Double.isFinite(z0) || !Double.isFinite(a)) {
      return Optional.empty();
    }
    double tail = (1 - level) / 2;
    double low = quantile(sorted, moved(z0, a, Normal.quantile(tail)));
    double high = quantile(sorted, moved(z0, a, Normal.quantile(1 - tail)));
    return low <= high ? Optional.of(new Interval(low, high, level)) : Optional.empty();
  }

  /**
   * The normal quantile of the share of replicates below the point, those equal to it, but for
   * rounding, counted half.
   */
  static double bias(double point, double[] sorted) {
    double slack = ROUNDING * (sorted[sorted.length - 1] - sorted[0]);
    double below = 0;
    for (double value : sorted) {
      below += value < point - slack ? 1 : value <= point + slack ? 0.5 : 0;
    }
    return Normal.quantile(below / sorted.length);
  }

  /** Efron's acceleration; NaN where the jackknife values are all the same. */
  static double acceleration(double[] jackknife) {
    double mean = 0;
    for (double value : jackknife) {
      mean += value / jackknife.length;
    }
    double cubes = 0;
    double squares = 0;
    for (double value : jackknife) {
      double d = mean - value;
      squares += d * d;
      cubes += d * d * d;
    }
    return squares == 0 ? Double.NaN : cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double moved(double z0, double a, double z) {
    return Normal.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)));
  }

  /** The quantile of type 7 (Hyndman and Fan) of sorted values. */
  static double quantile(double[] sorted, double p) {
    double h = (sorted.length - 1) * p;
    int below = (int) Math.floor(h);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (h - below) * (sorted[above] - sorted[below]);
  }
}
