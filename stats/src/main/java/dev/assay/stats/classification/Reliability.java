package dev.assay.stats.classification;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.DrawnWeights;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sampling.HajekProportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far predicted probabilities come true: Brier score, log loss, reliability curve, expected
 * calibration error.
 *
 * <p>Sources: G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly
 * Weather Review 78 (1950); M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining well calibrated
 * probabilities using Bayesian binning", AAAI (2015).
 *
 * @since 0.1
 */
public final class Reliability {

  private static final double LEAST = 1e-15;

  private Reliability() {}

  /**
   * One bin of a reliability curve.
   *
   * @param from its least probability, or value
   * @param to its greatest
   * @param predicted the mean probability predicted in it, or the mean value
   * @param observed how often it came true, with Wilson's interval, or Hájek's where items were
   *     drawn with unequal probabilities
   */
  public record Bin(double from, double to, double predicted, Estimate observed) {}

  /**
   * The mean squared difference of probability and outcome; 0 is best.
   *
   * @throws IllegalArgumentException if there is nothing, the lengths differ, or a probability is
   *     outside [0, 1]
   */
  public static double brier(boolean[] truth, double[] probability) {
    return brier(truth, probability, DrawnWeights.alike(truth.length));
  }

  /**
   * The same of all that items were drawn from with known probabilities.
   *
   * @param drawn with which each item was drawn; only their ratios matter
   * @throws IllegalArgumentException as {@link #brier(boolean[], double[])}, or if one of {@code
   *     drawn} is outside (0, 1]
   */
  public static double brier(boolean[] truth, double[] probability, double[] drawn) {
    check(truth, probability);
    Checks.sameLength("truth", truth.length, "drawn", drawn.length);
    double[] weights = DrawnWeights.of(drawn);
    double sum = 0;
    double all = 0;
    for (int i = 0; i < truth.length; i++) {
      double difference = probability[i] - (truth[i] ? 1 : 0);
      sum += weights[i] * difference * difference;
      all += weights[i];
    }
    return sum / all;
  }

  /**
   * The mean negative logarithm of the probability given to what happened; probabilities are kept
   * 1e-15 from 0 and 1.
   *
   * @throws IllegalArgumentException as {@link #brier(boolean[], double[])}
   */
  public static double logLoss(boolean[] truth, double[] probability) {
    check(truth, probability);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double p = Math.min(1 - LEAST, Math.max(LEAST, probability[i]));
      sum -= Math.log(truth[i] ? p : 1 - p);
    }
    return sum / truth.length;
  }

  /**
   * The curve in {@code bins} bins of equal width; those without any are left out.
   *
   * @throws IllegalArgumentException as {@link #brier(boolean[], double[])}, or if {@code bins} is
   *     not from 1 to 1,000,000
   */
  public static List<Bin> curve(boolean[] truth, double[] probability, int bins, double level) {
    return curve(truth, probability, DrawnWeights.alike(truth.length), bins, level);
  }

  /**
   * The curve where items were drawn with known probabilities: both of its numbers are weighted.
   *
   * @param drawn with which each item was drawn; only their ratios matter
   * @throws IllegalArgumentException as {@link #curve(boolean[], double[], int, double)}, or if one
   *     of {@code drawn} is outside (0, 1]
   */
  public static List<Bin> curve(
      boolean[] truth, double[] probability, double[] drawn, int bins, double level) {
    check(truth, probability);
    return curve(truth, probability, drawn, 0, 1, bins, level);
  }

  /**
   * How often values that are no probabilities, such as grades, came true, in {@code bins} bins of
   * equal width from their least to their greatest; those without any are left out.
   *
   * @throws IllegalArgumentException if there is nothing, the lengths differ, a value is not
   *     finite, or {@code bins} is not from 1 to 1,000,000
   */
  public static List<Bin> curveOfValues(boolean[] truth, double[] value, int bins, double level) {
    return curveOfValues(truth, value, DrawnWeights.alike(truth.length), bins, level);
  }

  /**
   * The same where items were drawn with known probabilities.
   *
   * @param drawn with which each item was drawn; only their ratios matter
   * @throws IllegalArgumentException as {@link #curveOfValues(boolean[], double[], int, double)},
   *     or if one of {@code drawn} is outside (0, 1]
   */
  public static List<Bin> curveOfValues(
      boolean[] truth, double[] value, double[] drawn, int bins, double level) {
    Checks.sameLength("truth", truth.length, "value", value.length);
    Checks.finite("value", value);
    if (truth.length == 0) {
      throw new IllegalArgumentException("truth: empty (expected: at least one)");
    }
    double least = Arrays.stream(value).min().orElse(0);
    double greatest = Arrays.stream(value).max().orElse(0);
    return curve(truth, value, drawn, least, greatest, bins, level);
  }

  private static List<Bin> curve(
      boolean[] truth,
      double[] value,
      double[] drawn,
      double least,
      double greatest,
      int bins,
      double level) {
    Checks.bins(bins);
    Checks.sameLength("truth", truth.length, "drawn", drawn.length);
    double[] weights = DrawnWeights.of(drawn);
    int[] binOf = new int[truth.length];
    double[] weight = new double[bins];
    double[] mean = new double[bins];
    // Halved, so that no difference leaves the range of a double.
    double width = greatest / 2 - least / 2;
    for (int i = 0; i < truth.length; i++) {
      double place = width == 0 ? 0 : (value[i] / 2 - least / 2) / width;
      int bin = Math.min((int) Math.floor(place * bins), bins - 1);
      binOf[i] = bin;
      double own = weights[i];
      weight[bin] += own;
      mean[bin] +=
          weight[bin] > 0 ? own / weight[bin] * value[i] - own / weight[bin] * mean[bin] : 0;
    }
    List<Bin> curve = new ArrayList<>();
    int[][] items = items(binOf, bins);
    for (int b = 0; b < bins; b++) {
      if (items[b].length > 0) {
        curve.add(
            new Bin(
                edge(least, greatest, (double) b / bins),
                edge(least, greatest, (b + 1.0) / bins),
                mean[b],
                observed(truth, drawn, items[b], level)));
      }
    }
    return curve;
  }

  private static int[][] items(int[] binOf, int bins) {
    int[] size = new int[bins];
    for (int bin : binOf) {
      size[bin]++;
    }
    int[][] items = new int[bins][];
    Arrays.setAll(items, b -> new int[size[b]]);
    for (int i = binOf.length - 1; i >= 0; i--) {
      items[binOf[i]][--size[binOf[i]]] = i;
    }
    return items;
  }

  private static Estimate observed(boolean[] truth, double[] drawn, int[] here, double level) {
    boolean[] came = new boolean[here.length];
    long times = 0;
    for (int i = 0; i < here.length; i++) {
      came[i] = truth[here[i]];
      times += came[i] ? 1 : 0;
    }
    double[] probability = Arrays.stream(here).mapToDouble(i -> drawn[i]).toArray();
    return DrawnWeights.differ(probability)
        ? HajekProportion.withDefaults().withLevel(level).of(came, probability).orElseThrow()
        : WilsonInterval.withDefaults().withLevel(level).of(times, here.length);
  }

  private static double edge(double least, double greatest, double share) {
    return share >= 1 ? greatest : least * (1 - share) + greatest * share;
  }

  /**
   * How far, on average over items, the bins' mean probability is from how often they came true.
   *
   * @throws IllegalArgumentException as {@link #curve(boolean[], double[], int, double)}
   */
  public static double expectedCalibrationError(boolean[] truth, double[] probability, int bins) {
    return expectedCalibrationError(truth, probability, DrawnWeights.alike(truth.length), bins);
  }

  /**
   * The same of all that items were drawn from with known probabilities.
   *
   * @param drawn with which each item was drawn; only their ratios matter
   * @throws IllegalArgumentException as {@link #curve(boolean[], double[], double[], int, double)}
   */
  public static double expectedCalibrationError(
      boolean[] truth, double[] probability, double[] drawn, int bins) {
    check(truth, probability);
    Checks.bins(bins);
    Checks.sameLength("truth", truth.length, "drawn", drawn.length);
    double[] weights = DrawnWeights.of(drawn);
    // Of each bin, what was predicted beyond what came true; the sum over its items.
    double[] beyond = new double[bins];
    double all = 0;
    for (int i = 0; i < truth.length; i++) {
      int bin = Math.min((int) Math.floor(probability[i] * bins), bins - 1);
      beyond[bin] += weights[i] * (probability[i] - (truth[i] ? 1 : 0));
      all += weights[i];
    }
    return Arrays.stream(beyond).map(Math::abs).sum() / all;
  }

  private static void check(boolean[] truth, double[] probability) {
    Checks.sameLength("truth", truth.length, "probability", probability.length);
    if (truth.length == 0) {
      throw new IllegalArgumentException("truth: empty (expected: at least one)");
    }
    for (double p : probability) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("probability: " + p + " (expected: 0 <= p <= 1)");
      }
    }
  }
}
