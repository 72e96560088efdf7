package dev.assay.stats.classification;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
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
   * @param observed how often it came true, with Wilson's interval
   */
  public record Bin(double from, double to, double predicted, Estimate observed) {}

  /**
   * The mean squared difference of probability and outcome; 0 is best.
   *
   * @throws IllegalArgumentException if there is nothing, the lengths differ, or a probability is
   *     outside [0, 1]
   */
  public static double brier(boolean[] truth, double[] probability) {
    check(truth, probability);
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double difference = probability[i] - (truth[i] ? 1 : 0);
      sum += difference * difference;
    }
    return sum / truth.length;
  }

  /**
   * The mean negative logarithm of the probability given to what happened; probabilities are kept
   * 1e-15 from 0 and 1.
   *
   * @throws IllegalArgumentException as {@link #brier}
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
   * @throws IllegalArgumentException as {@link #brier}, or if {@code bins} is not from 1 to
   *     1,000,000
   */
  public static List<Bin> curve(boolean[] truth, double[] probability, int bins, double level) {
    check(truth, probability);
    return curve(truth, probability, 0, 1, bins, level);
  }

  /**
   * How often values that are no probabilities, such as grades, came true, in {@code bins} bins of
   * equal width from their least to their greatest; those without any are left out.
   *
   * @throws IllegalArgumentException if there is nothing, the lengths differ, a value is not
   *     finite, or {@code bins} is not from 1 to 1,000,000
   */
  public static List<Bin> curveOfValues(boolean[] truth, double[] value, int bins, double level) {
    Checks.sameLength("truth", truth.length, "value", value.length);
    Checks.finite("value", value);
    if (truth.length == 0) {
      throw new IllegalArgumentException("truth: empty (expected: at least one)");
    }
    double least = Arrays.stream(value).min().orElse(0);
    double greatest = Arrays.stream(value).max().orElse(0);
    return curve(truth, value, least, greatest, bins, level);
  }

  private static List<Bin> curve(
      boolean[] truth, double[] value, double least, double greatest, int bins, double level) {
    Checks.bins(bins);
    long[] count = new long[bins];
    long[] came = new long[bins];
    double[] mean = new double[bins];
    // Halved, so that no difference leaves the range of a double.
    double width = greatest / 2 - least / 2;
    for (int i = 0; i < truth.length; i++) {
      double place = width == 0 ? 0 : (value[i] / 2 - least / 2) / width;
      int bin = Math.min((int) Math.floor(place * bins), bins - 1);
      count[bin]++;
      came[bin] += truth[i] ? 1 : 0;
      mean[bin] += value[i] / count[bin] - mean[bin] / count[bin];
    }
    WilsonInterval wilson = WilsonInterval.withDefaults().withLevel(level);
    List<Bin> curve = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      if (count[b] > 0) {
        curve.add(
            new Bin(
                edge(least, greatest, (double) b / bins),
                edge(least, greatest, (b + 1.0) / bins),
                mean[b],
                wilson.of(came[b], count[b])));
      }
    }
    return curve;
  }

  private static double edge(double least, double greatest, double share) {
    return share >= 1 ? greatest : least * (1 - share) + greatest * share;
  }

  /**
   * How far, on average over items, the bins' mean probability is from how often they came true.
   *
   * @throws IllegalArgumentException as {@link #curve}
   */
  public static double expectedCalibrationError(boolean[] truth, double[] probability, int bins) {
    double error = 0;
    for (Bin bin : curve(truth, probability, bins, 0.95)) {
      error +=
          Math.abs(bin.predicted() - bin.observed().value()) * bin.observed().n() / truth.length;
    }
    return error;
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
