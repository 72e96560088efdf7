package dev.assay.stats.classification;

import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.DrawnWeights;
import dev.assay.stats.internal.Groups;
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
 * most with few labels. Items drawn with known probabilities weigh by their inverse: the threshold
 * is then the best for all that they were drawn from, not for what was looked at most.
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
    return of(truth, score, Groups.singletons(truth.length));
  }

  /**
   * The same for items in groups, which are drawn as a whole.
   *
   * @param group any number that names each item's group
   * @throws IllegalArgumentException as {@link #of(boolean[], double[])}
   */
  public Optional<Result> of(boolean[] truth, double[] score, int[] group) {
    return of(truth, score, DrawnWeights.alike(truth.length), group);
  }

  /**
   * The same for items in groups that were drawn with known probabilities.
   *
   * @param drawn with which probability each item was drawn; only their ratios matter
   * @param group any number that names each item's group
   * @throws IllegalArgumentException as {@link #of(boolean[], double[])}, or if one of {@code
   *     drawn} is outside (0, 1]
   */
  public Optional<Result> of(boolean[] truth, double[] score, double[] drawn, int[] group) {
    Checks.sameLength("truth", truth.length, "score", score.length);
    Checks.sameLength("truth", truth.length, "drawn", drawn.length);
    Checks.sameLength("truth", truth.length, "group", group.length);
    Checks.finite("score", score);
    double[] weights = DrawnWeights.of(drawn);
    Integer[] order = Ranks.order(score);
    return bootstrap
        .ofGroups(group, items -> best(truth, score, weights, order, items))
        .map(
            threshold ->
                new Result(
                    threshold, ConfusionMatrix.atThreshold(truth, score, threshold.value())));
  }

  /**
   * The best threshold of these items alone, without its interval; empty where there is none.
   *
   * @throws IllegalArgumentException as {@link #of(boolean[], double[])}
   */
  public OptionalDouble best(boolean[] truth, double[] score) {
    return best(truth, score, DrawnWeights.alike(truth.length));
  }

  /**
   * The best threshold of items that were drawn with known probabilities, without its interval;
   * empty where there is none.
   *
   * @param drawn with which probability each item was drawn; only their ratios matter
   * @throws IllegalArgumentException as {@link #of(boolean[], double[], double[], int[])}
   */
  public OptionalDouble best(boolean[] truth, double[] score, double[] drawn) {
    Checks.sameLength("truth", truth.length, "score", score.length);
    Checks.sameLength("truth", truth.length, "drawn", drawn.length);
    Checks.finite("score", score);
    double[] weights = DrawnWeights.of(drawn);
    double best = best(truth, score, weights, Ranks.order(score), Groups.singletons(truth.length));
    return Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best);
  }

  // Sorted once for all resamples: in each only how often an item was drawn differs.
  private double best(
      boolean[] truth, double[] score, double[] weights, Integer[] order, int[] items) {
    int[] times = new int[truth.length];
    double positives = 0;
    double all = 0;
    for (int item : items) {
      times[item]++;
      all += weights[item];
      positives += truth[item] ? weights[item] : 0;
    }
    if (positives == 0 || positives == all) {
      return Double.NaN;
    }
    double best = Double.NaN;
    double bestGain = -1;
    double found = 0;
    double decided = 0;
    double at = Double.NaN;
    for (int i = order.length - 1; i >= 0; i--) {
      int item = order[i];
      if (times[item] > 0) {
        decided += times[item] * weights[item];
        found += truth[item] ? times[item] * weights[item] : 0;
        at = score[item];
      }
      boolean last = i == 0 || score[order[i - 1]] != score[item];
      if (last && decided > 0) {
        double gain = gain(found, decided, positives);
        if (gain > bestGain) {
          bestGain = gain;
          best = at;
        }
      }
    }
    return best;
  }

  // F1, or recall where precision is reached; -1 where it is not.
  private double gain(double found, double decided, double positives) {
    if (precision.isPresent()) {
      return found / decided >= precision.getAsDouble() ? found / positives : -1;
    }
    return 2 * found / (decided + positives);
  }
}
