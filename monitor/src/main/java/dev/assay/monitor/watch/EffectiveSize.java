package dev.assay.monitor.watch;

import dev.assay.stats.interval.Estimate;
import java.util.Collection;

/** How many observations of equal weight the shares of categories are worth at least. */
final class EffectiveSize {

  /** Of the intervals that variances are told from. */
  static final double LEVEL = 0.8;

  // The 90% quantile of the standard normal.
  private static final double HALF_WIDTHS = 1.2815515655446004;
  // Of rarer ones the variance itself is not known.
  private static final double LEAST_EVENTS = 5;

  private EffectiveSize() {}

  /**
   * The least of Kish's effective size, which takes it that weights have nothing to do with
   * categories, and of what each share's own variance comes to: where what is drawn seldom is of
   * other categories, their shares vary more. To take the least for all is to be careful; the mean
   * over categories would be the correction of first order of J. N. K. Rao, A. J. Scott, "The
   * analysis of categorical data from complex sample surveys", JASA 76 (1981).
   *
   * @param kish Kish's effective size
   * @param shares with their intervals at {@link #LEVEL}
   */
  static double of(double kish, Collection<Estimate> shares) {
    double least = kish;
    for (Estimate share : shares) {
      double variance = share.value() * (1 - share.value());
      double error = (share.high() - share.low()) / 2 / HALF_WIDTHS;
      if (variance * kish >= LEAST_EVENTS && error > 0) {
        least = Math.min(least, variance / error / error);
      }
    }
    return least;
  }
}
