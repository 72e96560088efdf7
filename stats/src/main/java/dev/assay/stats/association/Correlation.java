package dev.assay.stats.association;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.DrawnWeights;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.internal.Ranks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A correlation coefficient with its interval.
 *
 * <p>Pearson's measures how near to a line two numbers lie, Spearman's and Kendall's how far their
 * orders agree, ties included (average ranks; tau-b). Intervals are normal on Fisher's z scale;
 * those of the rank coefficients use the variances of D. G. Bonett and T. A. Wright, "Sample size
 * requirements for estimating Pearson, Kendall and Spearman correlations", Psychometrika 65 (2000).
 * They are good from about 10 pairs on, for coefficients that are not extreme; Pearson's supposes
 * data that are near to bivariate normal. Of a perfect correlation, which has no place on Fisher's
 * scale, the interval begins where Wilson's would for as many agreements out of as many, as 2w - 1:
 * a sample cannot show that nothing ever differs.
 *
 * @since 0.1
 */
public final class Correlation {

  /** Which coefficient. */
  public enum Coefficient {
    /** Of values. */
    PEARSON,
    /** Of ranks. */
    SPEARMAN,
    /** Of the order of pairs, tau-b. */
    KENDALL
  }

  private static final Correlation DEFAULT = new Correlation(Coefficient.PEARSON, 0.95);

  private static final double ROUNDING = 1e-12;

  private final Coefficient coefficient;
  private final double level;

  private Correlation(Coefficient coefficient, double level) {
    this.coefficient = coefficient;
    this.level = level;
  }

  /** Pearson's, with a 95% interval. */
  public static Correlation withDefaults() {
    return DEFAULT;
  }

  /** Uses this coefficient. */
  public Correlation with(Coefficient coefficient) {
    return new Correlation(requireNonNull(coefficient, "coefficient"), level);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Correlation withLevel(double level) {
    return new Correlation(coefficient, Checks.level(level));
  }

  /**
   * The correlation of {@code x} and {@code y}; empty if either is constant, or there are fewer
   * pairs than an interval needs: 4, or 5 for Kendall's.
   *
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<Estimate> of(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.finite("x", x);
    Checks.finite("y", y);
    int n = x.length;
    if (n < (coefficient == Coefficient.KENDALL ? 5 : 4)) {
      return Optional.empty();
    }
    double r =
        switch (coefficient) {
          case PEARSON -> pearson(x, y);
          case SPEARMAN -> pearson(Ranks.average(x), Ranks.average(y));
          case KENDALL -> KendallTau.tauB(x, y);
        };
    if (Double.isNaN(r)) {
      return Optional.empty();
    }
    return Optional.of(new Estimate(r, interval(r, n), n));
  }

  /**
   * The correlation on all that pairs were drawn from with known probabilities, without an
   * interval; empty if either is constant. Ranks are those of all too: what weighs twice is there
   * twice.
   *
   * @param drawn with which probability each pair was drawn; only their ratios matter
   * @throws IllegalArgumentException if the lengths differ, a value is not finite, one of {@code
   *     drawn} is outside (0, 1], or the coefficient is Kendall's
   */
  public OptionalDouble of(double[] x, double[] y, double[] drawn) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "drawn", drawn.length);
    Checks.finite("x", x);
    Checks.finite("y", y);
    if (coefficient == Coefficient.KENDALL) {
      throw new IllegalArgumentException("coefficient: KENDALL (expected: PEARSON or SPEARMAN)");
    }
    double[] weights = DrawnWeights.of(drawn);
    boolean ranks = coefficient == Coefficient.SPEARMAN;
    double r =
        pearson(
            ranks ? Ranks.weighted(x, weights) : x,
            ranks ? Ranks.weighted(y, weights) : y,
            weights);
    return Double.isNaN(r) ? OptionalDouble.empty() : OptionalDouble.of(r);
  }

  private Interval interval(double r, int n) {
    if (Math.abs(r) >= 1 - ROUNDING) {
      double end = 2 * WilsonInterval.withDefaults().withLevel(level).of(n, n).low() - 1;
      return r > 0 ? new Interval(end, r, level) : new Interval(r, -end, level);
    }
    double variance =
        switch (coefficient) {
          case PEARSON -> 1.0 / (n - 3);
          case SPEARMAN -> (1 + r * r / 2) / (n - 3);
          case KENDALL -> 0.437 / (n - 4);
        };
    double z = 0.5 * Math.log((1 + r) / (1 - r));
    double half = Normal.twoSided(level) * Math.sqrt(variance);
    return new Interval(Math.tanh(z - half), Math.tanh(z + half), level);
  }

  static double pearson(double[] x, double[] y) {
    return pearson(x, y, DrawnWeights.alike(x.length));
  }

  /** Two passes, so that a common offset costs no digits; NaN if either is constant. */
  private static double pearson(double[] givenX, double[] givenY, double[] weights) {
    double[] x = scaled(givenX);
    double[] y = scaled(givenY);
    double meanX = mean(x, weights);
    double meanY = mean(y, weights);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xy += weights[i] * dx * dy;
      xx += weights[i] * dx * dx;
      yy += weights[i] * dy * dy;
    }
    if (constant(x) || constant(y) || xx == 0 || yy == 0) {
      return Double.NaN;
    }
    return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
  }

  // By a power of two, which changes no digit, so that squares stay within a double's range.
  private static double[] scaled(double[] values) {
    double greatest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    int exponent = greatest > 0 ? Math.getExponent(greatest) + 1 : 0;
    return Arrays.stream(values).map(v -> Math.scalb(v, -exponent)).toArray();
  }

  private static double mean(double[] values, double[] weights) {
    double mean = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      all += weights[i];
      mean += (values[i] - mean) * (weights[i] / all);
    }
    return mean;
  }

  // Rounding leaves tiny squares where all values are the same.
  private static boolean constant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }
}
