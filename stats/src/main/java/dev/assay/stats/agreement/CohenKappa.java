package dev.assay.stats.agreement;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Optional;

/**
 * Cohen's kappa, plain or weighted: how far two raters of the same items agree beyond chance.
 *
 * <p>1 is full agreement, 0 as much as chance would bring, negative less. The interval is normal
 * with the large-sample standard error for kappa other than 0, cut to [-1, 1]; below about 30
 * items, or with rare categories, it is too narrow. With full agreement that error is 0 and says
 * nothing: the interval is then that of the observed agreement (Wilson), mapped to kappa; likewise
 * where no agreement is seen at all. Sources: J. Cohen, "Weighted kappa", Psychological Bulletin 70
 * (1968); J. L. Fleiss, J. Cohen, B. S. Everitt, "Large sample standard errors of kappa and
 * weighted kappa", Psychological Bulletin 72 (1969).
 *
 * @since 0.1
 */
public final class CohenKappa {

  /** How much a disagreement counts, by how far apart the categories are. */
  public enum Weights {
    /** Every disagreement fully: categories without an order. */
    NONE,
    /** In proportion to the distance: grades. */
    LINEAR,
    /** In proportion to the squared distance: grades, where large disagreements matter most. */
    QUADRATIC
  }

  private static final CohenKappa DEFAULT = new CohenKappa(Weights.NONE, 0.95);

  private final Weights weights;
  private final double level;

  private CohenKappa(Weights weights, double level) {
    this.weights = weights;
    this.level = level;
  }

  /** Unweighted, with a 95% interval. */
  public static CohenKappa withDefaults() {
    return DEFAULT;
  }

  /** Weighs disagreements so. */
  public CohenKappa with(Weights weights) {
    return new CohenKappa(requireNonNull(weights, "weights"), level);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public CohenKappa withLevel(double level) {
    return new CohenKappa(weights, Checks.level(level));
  }

  /**
   * Two raters' agreement.
   *
   * @param observed the weighted share of items they agree on
   * @param expected what chance alone would bring, given how often each uses each category
   * @param standardError of kappa, for kappa other than 0
   * @param kappa agreement beyond chance, from -1 to 1
   */
  public record Result(double observed, double expected, double standardError, Estimate kappa) {}

  /**
   * Compares ratings of the same items, as numbers of categories from 0 in order; empty if there
   * are no items, or chance agreement is certain because both raters use one and the same category
   * only.
   *
   * @throws IllegalArgumentException if the lengths differ or a rating is not a category, or there
   *     are more than 4,096
   */
  public Optional<Result> of(int[] a, int[] b, int categories) {
    Checks.sameLength("a", a.length, "b", b.length);
    Checks.categories("a", a, categories);
    Checks.categories("b", b, categories);
    if (a.length == 0) {
      return Optional.empty();
    }
    double[][] p = new double[categories][categories];
    double[] ofA = new double[categories];
    double[] ofB = new double[categories];
    double each = 1.0 / a.length;
    for (int i = 0; i < a.length; i++) {
      p[a[i]][b[i]] += each;
      ofA[a[i]] += each;
      ofB[b[i]] += each;
    }
    double observed = 0;
    double expected = 0;
    for (int i = 0; i < categories; i++) {
      for (int j = 0; j < categories; j++) {
        double w = weight(i, j, categories);
        observed += w * p[i][j];
        expected += w * ofA[i] * ofB[j];
      }
    }
    if (1 - expected < 1e-12) {
      return Optional.empty();
    }
    double kappa = (observed - expected) / (1 - expected);
    double error = standardError(p, ofA, ofB, kappa, expected, a.length);
    return Optional.of(
        new Result(
            observed, expected, error, estimate(observed, expected, kappa, error, a.length)));
  }

  private Estimate estimate(double observed, double expected, double kappa, double error, int n) {
    double value = Math.max(-1, Math.min(1, kappa));
    if (observed > 1 - 1e-12) {
      double low = WilsonInterval.withDefaults().withLevel(level).of(n, n).low();
      return new Estimate(
          1, new Interval(Math.max(-1, (low - expected) / (1 - expected)), 1, level), n);
    }
    if (observed < 1e-12) {
      double high = WilsonInterval.withDefaults().withLevel(level).of(0, n).high();
      return new Estimate(
          value,
          new Interval(value, Math.max(value, (high - expected) / (1 - expected)), level),
          n);
    }
    double half = Normal.twoSided(level) * error;
    return new Estimate(
        value, new Interval(Math.max(-1, value - half), Math.min(1, value + half), level), n);
  }

  private double standardError(
      double[][] p, double[] ofA, double[] ofB, double kappa, double expected, int n) {
    int k = ofA.length;
    double[] meanOfRow = new double[k];
    double[] meanOfColumn = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double w = weight(i, j, k);
        meanOfRow[i] += w * ofB[j];
        meanOfColumn[j] += w * ofA[i];
      }
    }
    double sum = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double term = weight(i, j, k) - (meanOfRow[i] + meanOfColumn[j]) * (1 - kappa);
        sum += p[i][j] * term * term;
      }
    }
    double rest = kappa - expected * (1 - kappa);
    return Math.sqrt(Math.max(0, sum - rest * rest) / n) / (1 - expected);
  }

  private double weight(int i, int j, int categories) {
    if (i == j) {
      return 1;
    }
    double distance = Math.abs(i - j) / (double) (categories - 1);
    return switch (weights) {
      case NONE -> 0;
      case LINEAR -> 1 - distance;
      case QUADRATIC -> 1 - distance * distance;
    };
  }
}
