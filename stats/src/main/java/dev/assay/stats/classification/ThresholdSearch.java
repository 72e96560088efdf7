package dev.assay.stats.classification;

import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Ranks;
import dev.assay.stats.interval.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the threshold on a score that serves best: where {@code score >= threshold} means positive.
 *
 * <p>A threshold chosen on the same items that it is judged by looks better than it is. The
 * bootstrap repeats the choice in each resample, so that the threshold's interval shows how much it
 * depends on the items there happen to be; what is achieved at it keeps some optimism all the same,
 * most with few labels.
 *
 * @since 0.1
 */
public final class ThresholdSearch {

  private final OptionalDouble precision;
  private final Bootstrap bootstrap;

  private ThresholdSearch(OptionalDouble precision, Bootstrap bootstrap) {
    this.precision = precision;
    this.bootstrap = bootstrap;
  }

  /** Looks for the greatest F1. */
  public static ThresholdSearch forF1() {
    return new ThresholdSearch(
        OptionalDouble.empty(), Bootstrap.withDefaults().withResamples(1_000));
  }

  /**
   * Looks for the greatest recall among thresholds whose precision is at least {@code precision}.
   *
   * @throws IllegalArgumentException unless {@code 0 < precision <= 1}
   */
  public static ThresholdSearch forPrecision(double precision) {
    if (!(precision > 0 && precision <= 1)) {
      throw new IllegalArgumentException(
          "precision: " + precision + " (expected: 0 < precision <= 1)");
    }
    return new ThresholdSearch(
        OptionalDouble.of(precision), Bootstrap.withDefaults().withResamples(1_000));
  }

  /** Draws resamples so. */
  public ThresholdSearch with(Bootstrap bootstrap) {
    return new ThresholdSearch(precision, bootstrap);
  }

  /**
   * A threshold.
   *
   * @param threshold with the interval of the choice
   * @param matrix the decisions at it
   */
  public record Result(Estimate threshold, ConfusionMatrix matrix) {}

  /**
   * The best threshold; empty where there is none, as with one class only or a precision out of
   * reach, in the items or in most resamples.
   *
   * @throws IllegalArgumentException if the lengths differ or a score is not finite
   */
  public Optional<Result> of(boolean[] truth, double[] score) {
    Checks.sameLength("truth", truth.length, "score", score.length);
    Checks.finite("score", score);
    return bootstrap
        .of(truth.length, items -> best(truth, score, items))
        .map(
            threshold ->
                new Result(
                    threshold, ConfusionMatrix.atThreshold(truth, score, threshold.value())));
  }

  private double best(boolean[] truth, double[] score, int[] items) {
    double[] values = new double[items.length];
    long positives = 0;
    for (int i = 0; i < items.length; i++) {
      values[i] = score[items[i]];
      positives += truth[items[i]] ? 1 : 0;
    }
    if (positives == 0 || positives == items.length) {
      return Double.NaN;
    }
    Integer[] order = Ranks.order(values);
    double best = Double.NaN;
    double bestGain = -1;
    long found = 0;
    for (int i = items.length - 1; i >= 0; i--) {
      found += truth[items[order[i]]] ? 1 : 0;
      boolean last = i == 0 || values[order[i - 1]] != values[order[i]];
      if (last) {
        double gain = gain(found, items.length - i, positives);
        if (gain > bestGain) {
          bestGain = gain;
          best = values[order[i]];
        }
      }
    }
    return best;
  }

  // F1, or recall where precision is reached; -1 where it is not.
  private double gain(long found, long decided, long positives) {
    if (precision.isPresent()) {
      return (double) found / decided >= precision.getAsDouble() ? (double) found / positives : -1;
    }
    return 2.0 * found / (decided + positives);
  }
}
