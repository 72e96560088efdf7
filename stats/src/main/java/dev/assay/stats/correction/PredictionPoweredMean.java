package dev.assay.stats.correction;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Arrays;
import java.util.Optional;

/**
 * Prediction-powered inference for a mean: many predictions, as a judge makes them, and labels for
 * a few.
 *
 * <p>The estimate is the predictions' mean over everything, less what the labelled sample shows
 * they are wrong by. It is right however bad the predictions are; the better they are, the narrower
 * the interval. The weight of the predictions is tuned so that it is, for large samples, never
 * wider than the labels alone would give; a fixed weight of 1 is the original method, 0 the labels
 * alone. For rates use {@link PredictionPoweredRate}, whose interval does not collapse where the
 * labels agree with each other or with the predictions. The interval uses Student's distribution
 * with one degree of freedom less than there are labels. It takes what was predicted as a sample of
 * what comes, so it is on the wide side for the mean of just these items. Labels may have been
 * drawn with unequal, known probabilities: weights are then their inverse (Hájek). Sources: A. N.
 * Angelopoulos, S. Bates, C. Fannjiang, M. I. Jordan, T. Zrnic, "Prediction-powered inference",
 * Science 382 (2023); A. N. Angelopoulos, J. C. Duchi, T. Zrnic, "PPI++: efficient
 * prediction-powered inference" (2023).
 *
 * @since 0.1
 */
public final class PredictionPoweredMean {

  private static final PredictionPoweredMean DEFAULT =
      new PredictionPoweredMean(
          0.95, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static final double ROUNDING = 1e-12;

  private final double level;
  private final double weight;
  private final double least;
  private final double greatest;

  private PredictionPoweredMean(double level, double weight, double least, double greatest) {
    this.level = level;
    this.weight = weight;
    this.least = least;
    this.greatest = greatest;
  }

  /** A 95% interval with a tuned weight, for values without bounds. */
  public static PredictionPoweredMean withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public PredictionPoweredMean withLevel(double level) {
    return new PredictionPoweredMean(Checks.level(level), weight, least, greatest);
  }

  /**
   * Uses this weight for the predictions in place of a tuned one.
   *
   * @throws IllegalArgumentException unless {@code 0 <= weight <= 1}
   */
  public PredictionPoweredMean withWeight(double weight) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 0 <= weight <= 1)");
    }
    return new PredictionPoweredMean(level, weight, least, greatest);
  }

  /**
   * For values that cannot leave {@code [least, greatest]}: estimate and interval are cut there.
   *
   * @throws IllegalArgumentException unless {@code least <= greatest}
   */
  public PredictionPoweredMean withBounds(double least, double greatest) {
    if (!(least <= greatest)) {
      throw new IllegalArgumentException(
          "bounds: [" + least + ", " + greatest + "] (expected: least <= greatest)");
    }
    return new PredictionPoweredMean(level, weight, least, greatest);
  }

  /**
   * A corrected mean.
   *
   * @param mean the estimate, {@code n} the number of labels
   * @param weight the weight given to the predictions, from 0 to 1
   * @param bias what predictions are too high by on average, as the labels show
   */
  public record Result(Estimate mean, double weight, double bias) {}

  /**
   * Corrects the mean of {@code predictions} where every item had the same chance to be labelled.
   *
   * @param labels what people say of the labelled items
   * @param labelled the predictions for the same items, in the same order
   * @param unlabelled the predictions for all other items; may be empty
   * @return empty with fewer than 2 labels, or where what the labels leave over does not vary, so
   *     that nothing is known of the error
   * @throws IllegalArgumentException if lengths differ or a value is not finite
   */
  public Optional<Result> of(double[] labels, double[] labelled, double[] unlabelled) {
    return of(labels, labelled, PoweredEstimate.Items.equal(labels.length), unlabelled);
  }

  /**
   * Corrects the mean of {@code predictions} where labelled items were drawn with known
   * probabilities.
   *
   * @param probability the probability of each labelled item to be drawn; only their ratios matter
   * @throws IllegalArgumentException if lengths differ, a value is not finite, or a probability is
   *     outside (0, 1]
   */
  public Optional<Result> of(
      double[] labels, double[] labelled, double[] probability, double[] unlabelled) {
    return of(PoweredEstimate.Items.single(labels, labelled, probability, unlabelled));
  }

  /**
   * Corrects the mean of items that come in groups, such as several answers to one question, which
   * may depend on each other; groups may not.
   *
   * @param groupOf any number that names each item's group, first those of the labelled, then of
   *     the unlabelled items
   * @return empty also with fewer than 2 groups with labels
   * @throws IllegalArgumentException as {@link #of(double[], double[], double[], double[])}
   */
  public Optional<Result> ofGroups(
      double[] labels,
      double[] labelled,
      double[] probability,
      double[] unlabelled,
      int[] groupOf) {
    return of(new PoweredEstimate.Items(labels, labelled, probability, unlabelled, groupOf));
  }

  /**
   * Corrects the mean where the items are themselves a sample of what it is about, such as the part
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
    return of(new PoweredEstimate.Items(labels, labelled, probability, unlabelled, drawn, groupOf));
  }

  private Optional<Result> of(PoweredEstimate.Items items) {
    return PoweredEstimate.of(items, 0, weight)
        .filter(found -> varies(found, items))
        .map(
            found ->
                new Result(estimate(found, items.labels().length), found.lambda(), found.bias()));
  }

  // More than rounding leaves of what is constant.
  private static boolean varies(PoweredEstimate found, PoweredEstimate.Items items) {
    double greatest = Arrays.stream(items.labels()).map(Math::abs).max().orElse(0);
    return Math.sqrt(found.variance()) > ROUNDING * greatest;
  }

  private Estimate estimate(PoweredEstimate found, int n) {
    double groups = found.groups();
    double error = Math.sqrt(found.variance() * groups / (groups - 1));
    double half = Normal.twoSidedT(level, groups - 1) * error;
    double mean = Math.max(least, Math.min(greatest, found.value()));
    Interval interval =
        new Interval(Math.max(least, mean - half), Math.min(greatest, mean + half), level);
    return new Estimate(mean, interval, n);
  }
}
