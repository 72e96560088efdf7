package dev.assay.stats.correction;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Groups;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What prediction-powered inference finds, before it becomes an interval.
 *
 * <p>The estimate is lambda times the predictions' mean over everything, plus the labelled mean of
 * label less lambda times prediction. Its variance is the sum of squares of what each group of
 * items adds to its error (the influence function), so that items of one group may depend on each
 * other. Where the items are themselves a sample, each prediction is weighted by the probability
 * with which its item was drawn, and each label by that of both draws: Poisson sampling in two
 * phases, whose linearised variance is that same sum. Pseudo-labels, the same number for each
 * combination of label and prediction at 0 and 1, may be added to the labels, each with the weight
 * that a label has on average in the variance.
 *
 * @param value the estimate
 * @param centre the estimate with the pseudo-labels
 * @param variance of the estimate, with the pseudo-labels
 * @param lambda the weight given to the predictions, from 0 to 1
 * @param bias what predictions are too high by, as the labels show
 * @param groups how many groups have labels
 */
record PoweredEstimate(
    double value, double centre, double variance, double lambda, double bias, int groups) {

  /** The items, as their callers give them. */
  @SuppressWarnings("ArrayRecordComponent") // compared with nothing
  record Items(
      double[] labels,
      double[] labelled,
      double[] probability,
      double[] unlabelled,
      double[] drawn,
      int[] groupOf) {

    Items(
        double[] labels,
        double[] labelled,
        double[] probability,
        double[] unlabelled,
        int[] groupOf) {
      this(labels, labelled, probability, unlabelled, equal(groupOf.length), groupOf);
    }

    static Items single(double[] labels, double[] labelled, double[] probability, double[] others) {
      int[] groups = Groups.singletons(labels.length + others.length);
      return new Items(labels, labelled, probability, others, groups);
    }

    static double[] equal(int n) {
      double[] probability = new double[n];
      Arrays.fill(probability, 1);
      return probability;
    }

    private void check() {
      Checks.sameLength("labels", labels.length, "labelled", labelled.length);
      Checks.sameLength("labels", labels.length, "probability", probability.length);
      int total = labels.length + unlabelled.length;
      Checks.sameLength("items", total, "groupOf", groupOf.length);
      Checks.sameLength("items", total, "drawn", drawn.length);
      Checks.finite("labels", labels);
      Checks.finite("labelled", labelled);
      Checks.finite("unlabelled", unlabelled);
      Checks.probabilities("probability", probability);
      Checks.probabilities("drawn", drawn);
    }

    /** What each item counts for in the mean over everything. */
    private double[] shares() {
      return normal(inverse(drawn));
    }

    /** What each label counts for. */
    private double[] weights() {
      double[] weights = inverse(probability);
      double[] both = inverse(Arrays.copyOf(drawn, weights.length));
      Arrays.setAll(weights, i -> weights[i] * both[i]);
      return normal(weights);
    }

    private static double[] inverse(double[] probability) {
      double least = Arrays.stream(probability).min().orElse(1);
      // Against the least probability no weight leaves the range of a double.
      return Arrays.stream(probability).map(p -> least / p).toArray();
    }

    private static double[] normal(double[] weights) {
      double sum = Arrays.stream(weights).sum();
      return Arrays.stream(weights).map(w -> w / sum).toArray();
    }
  }

  /**
   * Estimates; empty unless two groups have labels.
   *
   * @param pseudo how many pseudo-labels to add for each combination
   * @param weight of the predictions; NaN for that of least variance
   */
  static Optional<PoweredEstimate> of(Items items, double pseudo, double weight) {
    items.check();
    int[] groups = Groups.dense(items.groupOf());
    // Labelled items come first, and so do the numbers of their groups.
    int own = Groups.count(Arrays.copyOf(groups, items.labels().length));
    return own < 2
        ? Optional.empty()
        : Optional.of(new Calculation(items, groups, pseudo).with(weight, own));
  }

  private static final class Calculation {

    private final Items items;
    private final int[] groups;
    private final double each;
    private final double[] weights;
    private final double[] shares;
    private final double unit;
    private final double total;
    private final double mean;
    private final double[] ofLabels;
    private final double[] ofPredictions;

    Calculation(Items items, int[] groups, double pseudo) {
      this.items = items;
      this.groups = groups;
      this.each = pseudo;
      this.weights = items.weights();
      this.shares = items.shares();
      this.unit = Arrays.stream(weights).map(w -> w * w).sum();
      this.total = 1 + 4 * each * unit;
      this.mean =
          IntStream.range(0, groups.length).mapToDouble(i -> shares[i] * prediction(i)).sum();
      this.ofLabels = influence(items.labels());
      this.ofPredictions = influence(items.labelled());
      // The predictions' mean over everything varies with the same groups.
      for (int i = 0; i < groups.length; i++) {
        ofPredictions[groups[i]] -= shares[i] * (prediction(i) - mean);
      }
    }

    private double prediction(int i) {
      int n = items.labelled().length;
      return i < n ? items.labelled()[i] : items.unlabelled()[i - n];
    }

    PoweredEstimate with(double weight, int own) {
      double lambda = Double.isNaN(weight) ? tuned() : weight;
      double plain = weighted(items.labels()) - lambda * weighted(items.labelled());
      double padded = padded(items.labels()) - lambda * padded(items.labelled());
      return new PoweredEstimate(
          lambda * mean + plain,
          lambda * mean + padded,
          variance(lambda),
          lambda,
          weighted(items.labelled()) - weighted(items.labels()),
          own);
    }

    private double weighted(double[] values) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights[i] * values[i];
      }
      return sum;
    }

    // Of the pseudo-labels half are 1, and so are half of their predictions.
    private double padded(double[] values) {
      return (weighted(values) + 2 * each * unit) / total;
    }

    private double[] influence(double[] values) {
      double padded = padded(values);
      double[] influence = new double[Groups.count(groups)];
      for (int i = 0; i < values.length; i++) {
        influence[groups[i]] += weights[i] * (values[i] - padded) / total;
      }
      return influence;
    }

    // The variance is a parabola in lambda.
    private double tuned() {
      double above = pseudo(1, 0, 0, 1);
      double below = pseudo(0, 1, 0, 1);
      for (int g = 0; g < ofLabels.length; g++) {
        above += ofLabels[g] * ofPredictions[g];
        below += ofPredictions[g] * ofPredictions[g];
      }
      return nothingMore() || !(below > 0) ? 0 : Math.max(0, Math.min(1, above / below));
    }

    // Only predictions that differ, and of more than the labelled items, can tell anything more.
    private boolean nothingMore() {
      return items.unlabelled().length == 0
          || IntStream.range(1, groups.length).allMatch(i -> prediction(i) == prediction(0));
    }

    private double variance(double lambda) {
      double sum = pseudo(1, -lambda, 1, -lambda);
      for (int g = 0; g < ofLabels.length; g++) {
        double error = ofLabels[g] - lambda * ofPredictions[g];
        sum += error * error;
      }
      return sum;
    }

    // What the pseudo-labels add to the sum of products of a y + b f and c y + d f, where y and f
    // are a label and its prediction less their means.
    private double pseudo(double a, double b, double c, double d) {
      double label = padded(items.labels());
      double prediction = padded(items.labelled());
      double sum = 0;
      for (int cell = 0; cell < 4; cell++) {
        double y = (cell & 1) - label;
        double f = (cell >> 1) - prediction;
        sum += (a * y + b * f) * (c * y + d * f);
      }
      return sum * each * unit * unit / (total * total);
    }
  }
}
