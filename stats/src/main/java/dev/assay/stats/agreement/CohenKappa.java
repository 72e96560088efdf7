package dev.assay.stats.agreement;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.DrawnWeights;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sampling.HajekProportion;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cohen's kappa, plain or weighted: how far two raters of the same items agree beyond chance.
 *
 * <p>1 is full agreement, 0 as much as chance would bring, negative less. The interval is normal
 * with the large-sample standard error for kappa other than 0, cut to [-1, 1]; below about 30
 * items, or with rare categories, it is too narrow. With full agreement that error is 0 and says
 * nothing: the interval is then that of the observed agreement (Wilson), mapped to kappa; likewise
 * where no agreement is seen at all. Items drawn with known probabilities weigh by their inverse;
 * the error is then that of kappa's influence function under such weights, which with equal ones is
 * the same, and Hájek's interval stands for Wilson's. Sources: J. Cohen, "Weighted kappa",
 * Psychological Bulletin 70 (1968); J. L. Fleiss, J. Cohen, B. S. Everitt, "Large sample standard
 * errors of kappa and weighted kappa", Psychological Bulletin 72 (1969).
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
    return of(a, b, categories, DrawnWeights.alike(a.length));
  }

  /**
   * Compares ratings of items that were drawn with known probabilities: the agreement on all that
   * they were drawn from.
   *
   * @param drawn with which probability each item was drawn; only their ratios matter
   * @throws IllegalArgumentException as {@link #of(int[], int[], int)}, or if one of {@code drawn}
   *     is outside (0, 1]
   */
  public Optional<Result> of(int[] a, int[] b, int categories, double[] drawn) {
    Checks.sameLength("a", a.length, "b", b.length);
    Checks.sameLength("a", a.length, "drawn", drawn.length);
    Checks.categories("a", a, categories);
    Checks.categories("b", b, categories);
    double[] weights = DrawnWeights.of(drawn);
    if (a.length == 0) {
      return Optional.empty();
    }
    double all = Arrays.stream(weights).sum();
    double[][] p = new double[categories][categories];
    double[][] squares = new double[categories][categories];
    double[] ofA = new double[categories];
    double[] ofB = new double[categories];
    for (int i = 0; i < a.length; i++) {
      double each = weights[i] / all;
      p[a[i]][b[i]] += each;
      squares[a[i]][b[i]] += each * each;
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
    double error = standardError(squares, ofA, ofB, kappa, expected);
    return Optional.of(
        new Result(observed, expected, error, estimate(observed, expected, kappa, error, drawn)));
  }

  // Of an agreement that was always, or never, seen.
  private Interval always(boolean agreed, double[] drawn) {
    int n = drawn.length;
    if (!DrawnWeights.differ(drawn)) {
      return WilsonInterval.withDefaults().withLevel(level).of(agreed ? n : 0, n).interval();
    }
    boolean[] each = new boolean[n];
    Arrays.fill(each, agreed);
    return HajekProportion.withDefaults().withLevel(level).of(each, drawn).orElseThrow().interval();
  }

  private Estimate estimate(
      double observed, double expected, double kappa, double error, double[] drawn) {
    int n = drawn.length;
    double value = Math.max(-1, Math.min(1, kappa));
    if (observed > 1 - 1e-12) {
      double low = always(true, drawn).low();
      return new Estimate(
          1, new Interval(Math.max(-1, (low - expected) / (1 - expected)), 1, level), n);
    }
    if (observed < 1e-12) {
      double high = always(false, drawn).high();
      return new Estimate(
          value,
          new Interval(value, Math.max(value, (high - expected) / (1 - expected)), level),
          n);
    }
    double half = Normal.twoSided(level) * error;
    return new Estimate(
        value, new Interval(Math.max(-1, value - half), Math.min(1, value + half), level), n);
  }

  // With shares p of n equal items, squares are p / n and it is Fleiss, Cohen and Everitt's.
  private double standardError(
      double[][] squares, double[] ofA, double[] ofB, double kappa, double expected) {
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
    double mean = kappa - expected * (1 - kappa);
    double sum = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double term = weight(i, j, k) - (meanOfRow[i] + meanOfColumn[j]) * (1 - kappa) - mean;
        sum += squares[i][j] * term * term;
      }
    }
    return Math.sqrt(sum) / (1 - expected);
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
