package dev.assay.stats.association;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * The mean of {@code y} where {@code x} is 0, by a straight line through the pairs: what is left of
 * a difference once another, such as in length, is taken out.
 *
 * <p>The value is the intercept of ordinary least squares, with Student's interval on n - 2 degrees
 * of freedom. It supposes that the line is straight and that the scatter around it is the same
 * everywhere; where {@code x} never comes near 0 it is an extrapolation.
 *
 * @since 0.1
 */
public final class AdjustedMean {

  private static final AdjustedMean DEFAULT = new AdjustedMean(0.95);

  private final double level;

  private AdjustedMean(double level) {
    this.level = level;
  }

  /** With a 95% interval. */
  public static AdjustedMean withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public AdjustedMean withLevel(double level) {
    return new AdjustedMean(Checks.level(level));
  }

  /**
   * The mean of {@code y} at {@code x = 0}; empty with fewer than 3 pairs, or where {@code x} is
   * constant.
   *
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<Estimate> of(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.finite("x", x);
    Checks.finite("y", y);
    int n = x.length;
    if (n < 3 || constant(x)) {
      return Optional.empty();
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xy / xx;
    double intercept = meanY - slope * meanX;
    double residual = 0;
    for (int i = 0; i < n; i++) {
      double left = y[i] - intercept - slope * x[i];
      residual += left * left;
    }
    double error = Math.sqrt(residual / (n - 2) * (1.0 / n + meanX * meanX / xx));
    double half = Normal.twoSidedT(level, n - 2.0) * error;
    return Optional.of(
        new Estimate(intercept, new Interval(intercept - half, intercept + half, level), n));
  }

  private static boolean constant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += (values[i] - mean) / (i + 1);
    }
    return mean;
  }
}
