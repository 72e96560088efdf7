package dev.assay.stats.correction;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Groups;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * Prediction-powered inference for a rate, with an interval that stays honest where the labels hold
 * little of what varies.
 *
 * <p>The estimate is that of {@link PredictionPoweredMean}: the predictions' mean over everything,
 * times a weight, plus the labelled mean of what is left over. Its plain interval collapses where
 * all labels are the same, or where the judge is right in every one of a few labels, and then
 * covers far too seldom. As Agresti and Coull do for a proportion and Agresti and Min for the
 * difference of two, this one adds a few pseudo-labels, z²/4 to each combination of label and
 * prediction, before it takes centre and variance; the value itself is without them. With weight 0,
 * the labels alone, and equal probabilities it is Agresti and Coull's interval. So it is on the
 * wide side for a judge that is nearly always right, and never of no width. The variance is that of
 * the estimate's influence function, summed over groups where items come in groups; their number
 * then gives Student's degrees of freedom. The weight is that of least variance, however labels
 * were drawn. Sources: those of {@link PredictionPoweredMean}; A. Agresti, B. A. Coull,
 * "Approximate is better than 'exact' for interval estimation of binomial proportions", The
 * American Statistician 52 (1998); A. Agresti, Y. Min, "Simple improved confidence intervals for
 * comparing matched proportions", Statistics in Medicine 24 (2005).
 *
 * @since 0.1
 */
public final class PredictionPoweredRate {

  private static final PredictionPoweredRate DEFAULT = new PredictionPoweredRate(0.95, Double.NaN);

  private final double level;
  private final double weight;

  private PredictionPoweredRate(double level, double weight) {
    this.level = level;
    this.weight = weight;
  }

  /** A 95% interval with a tuned weight. */
  public static PredictionPoweredRate withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public PredictionPoweredRate withLevel(double level) {
    return new PredictionPoweredRate(Checks.level(level), weight);
  }

  /**
   * Uses this weight for the predictions in place of a tuned one; 0 for the labels alone.
   *
   * @throws IllegalArgumentException unless {@code 0 <= weight <= 1}
   */
  public PredictionPoweredRate withWeight(double weight) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 0 <= weight <= 1)");
    }
    return new PredictionPoweredRate(level, weight);
  }

  /**
   * A corrected rate.
   *
   * @param rate the estimate, {@code n} the number of labels
   * @param weight the weight given to the predictions, from 0 to 1
   * @param bias what predictions are too high by on average, as the labels show
   */
  public record Result(Estimate rate, double weight, double bias) {}

  /**
   * Corrects the rate where every item had the same chance to be labelled.
   *
   * @param labels what people say of the labelled items, from 0 to 1
   * @param labelled the predictions for the same items, from 0 to 1
   * @param unlabelled the predictions for all other items; may be empty
   * @return empty with fewer than 2 labels
   * @throws IllegalArgumentException if lengths differ or a value is outside [0, 1]
   */
  public Optional<Result> of(double[] labels, double[] labelled, double[] unlabelled) {
    return of(labels, labelled, PoweredEstimate.Items.equal(labels.length), unlabelled);
  }

  /**
   * Corrects the rate where labelled items were drawn with known probabilities.
   *
   * @param probability the probability of each labelled item to be drawn; only their ratios matter
   * @throws IllegalArgumentException if lengths differ, a value is outside [0, 1], or a probability
   *     outside (0, 1]
   */
  public Optional<Result> of(
      double[] labels, double[] labelled, double[] probability, double[] unlabelled) {
    int[] groups = Groups.singletons(labels.length + unlabelled.length);
    return ofGroups(labels, labelled, probability, unlabelled, groups);
  }

  /**
   * Corrects the rate of items that come in groups, such as several answers to one question, which
   * may depend on each other; groups may not.
   *
   * @param groupOf any number that names each item's group, first those of the labelled, then of
   *     the unlabelled items
   * @return empty with fewer than 2 labels, or 2 groups with labels
   * @throws IllegalArgumentException as {@link #of(double[], double[], double[], double[])}
   */
  public Optional<Result> ofGroups(
      double[] labels,
      double[] labelled,
      double[] probability,
      double[] unlabelled,
      int[] groupOf) {
    shares("labels", labels);
    shares("labelled", labelled);
    shares("unlabelled", unlabelled);
    return of(new PoweredEstimate.Items(labels, labelled, probability, unlabelled, groupOf));
  }

  /**
   * Corrects the rate where the items are themselves a sample of what it is about, such as the part
   * of the traffic that a judge looked at. Predictions are weighted by the one draw, labels by
   * both.
   *
   * @param probability the probability of each labelled item to be labelled, once it was drawn
   * @param drawn the probability with which each item was drawn, first those of the labelled, then
   *     of the unlabelled items; only their ratios matter
   * @throws IllegalArgumentException if lengths differ, or a value or probability cannot be
   */
  public Optional<Result> ofSample(
      double[] labels,
      double[] labelled,
      double[] probability,
      double[] unlabelled,
      double[] drawn,
      int[] groupOf) {
    shares("labels", labels);
    shares("labelled", labelled);
    shares("unlabelled", unlabelled);
    return of(new PoweredEstimate.Items(labels, labelled, probability, unlabelled, drawn, groupOf));
  }

  private Optional<Result> of(PoweredEstimate.Items items) {
    double z = Normal.twoSided(level);
    int n = items.labels().length;
    return PoweredEstimate.of(items, z * z / 4, weight)
        .map(found -> new Result(estimate(found, z, n), found.lambda(), found.bias()));
  }

  private Estimate estimate(PoweredEstimate found, double z, int n) {
    int groups = found.groups();
    double half =
        groups == n
            ? z * Math.sqrt(found.variance())
            : Normal.twoSidedT(level, groups - 1.0)
                * Math.sqrt(found.variance() * groups / (groups - 1.0));
    double value = cut(found.value());
    double low = Math.min(value, cut(found.centre() - half));
    double high = Math.max(value, cut(found.centre() + half));
    return new Estimate(value, new Interval(low, high, level), n);
  }

  private static double cut(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private static void shares(String name, double[] values) {
    for (double value : values) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: 0 <= " + name + " <= 1)");
      }
    }
  }
}
