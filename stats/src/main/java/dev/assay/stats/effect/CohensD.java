package dev.assay.stats.effect;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Moments;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * Cohen's d: the difference of two independent samples' means, the first less the second, in
 * standard deviations.
 *
 * <p>The interval supposes normal values; with the pooled deviation it is exact for values of one
 * variance, from the noncentral t distribution. Skewed values and a few far ones move it much: look
 * at {@link CliffsDelta} beside it. In small samples d is too large on average: {@link HedgesG} is
 * not. Sources: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988), chapter
 * 2; G. Cumming, S. Finch, "A primer on the understanding, use, and calculation of confidence
 * intervals that are based on central and noncentral distributions", Educational and Psychological
 * Measurement 61 (2001); D. G. Bonett, "Confidence intervals for standardized linear contrasts of
 * means", Psychological Methods 13 (2008).
 *
 * @since 0.1
 */
public final class CohensD {

  /** Whose standard deviation the difference is measured in. */
  public enum Scale {
    /** That of both, from their pooled variance. */
    POOLED,
    /** The root of the mean of both variances, where these differ; Bonett's interval. */
    AVERAGE,
    /** That of the second sample, the baseline: Glass's delta; Bonett's interval. */
    SECOND
  }

  private static final CohensD DEFAULT = new CohensD(Scale.POOLED, 0.95);

  private final Scale scale;
  private final double level;

  private CohensD(Scale scale, double level) {
    this.scale = scale;
    this.level = level;
  }

  /** In pooled standard deviations, with an interval of 95%. */
  public static CohensD withDefaults() {
    return DEFAULT;
  }

  /** Measured in this standard deviation. */
  public CohensD with(Scale scale) {
    return new CohensD(requireNonNull(scale, "scale"), level);
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public CohensD withLevel(double level) {
    return new CohensD(scale, Checks.level(level));
  }

  /**
   * Estimates d; its {@code n} is the number of values of both samples.
   *
   * @return empty with fewer than two values in either sample, or where the standard deviation is 0
   *     or the squares leave the range of a double, or d is beyond 1e100
   * @throws IllegalArgumentException if a value is not finite
   */
  public Optional<Estimate> of(double[] first, double[] second) {
    Checks.finite("first", first);
    Checks.finite("second", second);
    if (first.length < 2 || second.length < 2) {
      return Optional.empty();
    }
    Moments x = Moments.of(first);
    Moments y = Moments.of(second);
    double n1 = first.length;
    double n2 = second.length;
    double variance =
        switch (scale) {
          case POOLED -> ((n1 - 1) * x.variance() + (n2 - 1) * y.variance()) / (n1 + n2 - 2);
          case AVERAGE -> (x.variance() + y.variance()) / 2;
          case SECOND -> y.variance();
        };
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      return Optional.empty();
    }
    double d = (x.mean() - y.mean()) / Math.sqrt(variance);
    if (!NoncentralInterval.fits(d)) {
      return Optional.empty();
    }
    Interval interval =
        scale == Scale.POOLED
            ? NoncentralInterval.of(d, Math.sqrt(1 / n1 + 1 / n2), n1 + n2 - 2, level)
            : bonett(d, x.variance() / variance, n1 - 1, y.variance() / variance, n2 - 1);
    return Optional.of(new Estimate(d, interval, first.length + (long) second.length));
  }

  // Variances in units of the scale's own.
  private Interval bonett(double d, double v1, double df1, double v2, double df2) {
    double means = v1 / df1 + v2 / df2;
    double spread =
        scale == Scale.AVERAGE ? d * d * (v1 * v1 / df1 + v2 * v2 / df2) / 8 : d * d / (2 * df2);
    double half = Normal.twoSided(level) * Math.sqrt(means + spread);
    return new Interval(d - half, d + half, level);
  }
}
