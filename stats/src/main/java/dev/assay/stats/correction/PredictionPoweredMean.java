package dev.assay.stats.correction;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Arrays;
import java.util.Optional;

/**
 * Prediction-powered inference for a mean or proportion: many predictions, as a judge makes them,
 * and labels for a few.
 *
 * <p>The estimate is the predictions' mean over everything, less what the labelled sample shows
 * they are wrong by. It is right however bad the predictions are; the better they are, the narrower
 * the interval. The weight of the predictions is tuned so that it is, for large samples, never
 * wider than the labels alone would give; a fixed weight of 1 is the original method, 0 the labels
 * alone. The interval uses Student's distribution with one degree of freedom less than there are
 * labels. It takes what was predicted as a sample of what comes, so it is on the wide side for the
 * mean of just these items. Labels may have been drawn with unequal, known probabilities: weights
 * are then their inverse (Hájek). Sources: A. N. Angelopoulos, S. Bates, C. Fannjiang, M. I.
 * Jordan, T. Zrnic, "Prediction-powered inference", Science 382 (2023); A. N. Angelopoulos, J. C.
 * Duchi, T. Zrnic, "PPI++: efficient prediction-powered inference" (2023).
 *
 * @since 0.1
 */
public final class PredictionPoweredMean {

  private static final PredictionPoweredMean DEFAULT =
      new PredictionPoweredMean(
          0.95, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

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
   * @return empty with fewer than 2 labels
   * @throws IllegalArgumentException if lengths differ or a value is not finite
   */
  public Optional<Result> of(double[] labels, double[] labelled, double[] unlabelled) {
    double[] probability = new double[labels.length];
    Arrays.fill(probability, 1);
    return of(labels, labelled, probability, unlabelled);
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
    Checks.sameLength("labels", labels.length, "labelled", labelled.length);
    Checks.sameLength("labels", labels.length, "probability", probability.length);
    Checks.finite("labels", labels);
    Checks.finite("labelled", labelled);
    Checks.finite("unlabelled", unlabelled);
    Checks.probabilities("probability", probability);
    int n = labels.length;
    if (n < 2) {
      return Optional.empty();
    }
    double[] weights = normalised(probability);
    Moments all = Moments.of(concatenated(labelled, unlabelled));
    double lambda =
        Double.isNaN(weight) ? tuned(labels, labelled, weights, all, unlabelled.length) : weight;
    double[] rest = new double[n];
    double[] wrong = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = labels[i] - lambda * labelled[i];
      wrong[i] = labelled[i] - labels[i];
    }
    double mean = Math.max(least, Math.min(greatest, lambda * all.mean() + dot(weights, rest)));
    double error = Math.sqrt(variance(rest, labelled, weights, all, lambda, unlabelled.length));
    double half = Normal.twoSidedT(level, n - 1.0) * error;
    Interval interval =
        new Interval(Math.max(least, mean - half), Math.min(greatest, mean + half), level);
    return Optional.of(new Result(new Estimate(mean, interval, n), lambda, dot(weights, wrong)));
  }

  // The estimate is the mean over all N of lambda f, plus the labelled mean of Y - lambda f. The
  // two share the labelled
  // items: with u = n / N of everything labelled, Var = lambda^2 var(f) / N + var(rest) / n + 2
  // lambda cov(f, rest) / N.
  private static double variance(
      double[] rest, double[] labelled, double[] weights, Moments all, double lambda, int others) {
    double total = labelled.length + (double) others;
    double covariance = covariance(labelled, rest, weights);
    double sum =
        lambda * lambda * all.variance() / total
            + squaredError(rest, weights)
            + 2 * lambda * covariance / total;
    return Math.max(sum, 0);
  }

  // The weight that makes the variance least: cov(f, Y) / var(f), whatever share is labelled.
  private static double tuned(
      double[] labels, double[] labelled, double[] weights, Moments all, int others) {
    if (all.variance() <= 0 || others == 0) {
      return 0;
    }
    double lambda = covariance(labelled, labels, weights) / all.variance();
    return Math.max(0, Math.min(1, lambda));
  }

  // The variance of a weighted mean by linearisation; with equal weights the sample variance over
  // n.
  private static double squaredError(double[] values, double[] weights) {
    double mean = dot(weights, values);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double term = weights[i] * (values[i] - mean);
      sum += term * term;
    }
    return sum * values.length / (values.length - 1.0);
  }

  private static double covariance(double[] x, double[] y, double[] weights) {
    double meanX = dot(weights, x);
    double meanY = dot(weights, y);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weights[i] * (x[i] - meanX) * (y[i] - meanY);
    }
    return sum * x.length / (x.length - 1.0);
  }

  private static double[] normalised(double[] probability) {
    double[] weights = new double[probability.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 / probability[i];
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] concatenated(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
