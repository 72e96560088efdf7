package dev.assay.stats.classification;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decisions against the truth, counted.
 *
 * @param truePositives positives decided positive
 * @param falsePositives negatives decided positive
 * @param falseNegatives positives decided negative
 * @param trueNegatives negatives decided negative
 * @since 0.1
 */
public record ConfusionMatrix(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  private static final double MOST_BETA = 1e9;

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public ConfusionMatrix {
    if (Math.min(Math.min(truePositives, falsePositives), Math.min(falseNegatives, trueNegatives))
        < 0) {
      throw new IllegalArgumentException("count: negative (expected: at least 0)");
    }
  }

  /**
   * Counts decisions.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static ConfusionMatrix of(boolean[] truth, boolean[] decision) {
    Checks.sameLength("truth", truth.length, "decision", decision.length);
    long[] counts = new long[4];
    for (int i = 0; i < truth.length; i++) {
      counts[(truth[i] ? 0 : 1) + (decision[i] ? 0 : 2)]++;
    }
    return new ConfusionMatrix(counts[0], counts[1], counts[2], counts[3]);
  }

  /**
   * Counts {@code score >= threshold} as positive.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static ConfusionMatrix atThreshold(boolean[] truth, double[] score, double threshold) {
    boolean[] decision = new boolean[score.length];
    for (int i = 0; i < score.length; i++) {
      decision[i] = score[i] >= threshold;
    }
    return of(truth, decision);
  }

  /** The same decisions with the classes turned round: what was negative is positive. */
  public ConfusionMatrix turned() {
    return new ConfusionMatrix(
        /* truePositives= */ trueNegatives,
        /* falsePositives= */ falseNegatives,
        /* falseNegatives= */ falsePositives,
        /* trueNegatives= */ truePositives);
  }

  /** How many there are. */
  public long total() {
    return truePositives + falsePositives + falseNegatives + trueNegatives;
  }

  /** The share decided rightly, with Wilson's interval; empty without any. */
  public Optional<Estimate> accuracy(double level) {
    return share(truePositives + trueNegatives, total(), level);
  }

  /** The share of decided positives that are; empty if none was decided positive. */
  public Optional<Estimate> precision(double level) {
    return share(truePositives, truePositives + falsePositives, level);
  }

  /** The share of positives that were found; empty if there is none. */
  public Optional<Estimate> recall(double level) {
    return share(truePositives, truePositives + falseNegatives, level);
  }

  /** The share of negatives decided negative; empty if there is none. */
  public Optional<Estimate> specificity(double level) {
    return share(trueNegatives, trueNegatives + falsePositives, level);
  }

  /**
   * F1, the harmonic mean of precision and recall; empty if nothing is positive, in truth or
   * decision.
   *
   * <p>F1 is 2J/(1+J) where J is the share of true positives among what is positive in truth or
   * decision; given how many those are J is a proportion, and its Wilson interval is mapped.
   */
  public Optional<Estimate> f1(double level) {
    long union = truePositives + falsePositives + falseNegatives;
    return share(truePositives, union, level)
        .map(
            j ->
                new Estimate(
                    toF1(j.value()), new Interval(toF1(j.low()), toF1(j.high()), level), union));
  }

  private static double toF1(double j) {
    return 2 * j / (1 + j);
  }

  /**
   * The F score that weighs recall {@code beta} times as much as precision; empty if nothing is
   * positive.
   *
   * @param beta from 0, which is precision alone, to 1e9
   * @throws IllegalArgumentException if {@code beta} is out of its range
   */
  public OptionalDouble f(double beta) {
    if (!(beta >= 0 && beta <= MOST_BETA)) {
      throw new IllegalArgumentException("beta: " + beta + " (expected: from 0 to 1e9)");
    }
    double b2 = beta * beta;
    double denominator = (1 + b2) * truePositives + b2 * falseNegatives + falsePositives;
    return denominator == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((1 + b2) * truePositives / denominator);
  }

  /** Matthews' correlation coefficient, from -1 to 1; empty where a row or column is empty. */
  public OptionalDouble matthews() {
    double scale =
        Math.sqrt((double) truePositives + falsePositives)
            * Math.sqrt((double) truePositives + falseNegatives)
            * Math.sqrt((double) trueNegatives + falsePositives)
            * Math.sqrt((double) trueNegatives + falseNegatives);
    return scale == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            ((double) truePositives * trueNegatives - (double) falsePositives * falseNegatives)
                / scale);
  }

  private static Optional<Estimate> share(long part, long whole, double level) {
    return whole == 0
        ? Optional.empty()
        : Optional.of(WilsonInterval.withDefaults().withLevel(level).of(part, whole));
  }
}
