package dev.assay.stats.classification;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.util.ArrayList;
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
   * @param from its least probability
   * @param to its greatest
   * @param predicted the mean probability predicted in it
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
   * @throws IllegalArgumentException as {@link #brier}, or if {@code bins < 1}
   */
  public static List<Bin> curve(boolean[] truth, double[] probability, int bins, double level) {
    check(truth, probability);
    if (bins < 1) {
      throw new IllegalArgumentException("bins: " + bins + " (expected: at least 1)");
    }
    long[] count = new long[bins];
    long[] came = new long[bins];
    double[] sum = new double[bins];
    for (int i = 0; i < truth.length; i++) {
      int bin = Math.min((int) Math.floor(probability[i] * bins), bins - 1);
      count[bin]++;
      came[bin] += truth[i] ? 1 : 0;
      sum[bin] += probability[i];
    }
    WilsonInterval wilson = WilsonInterval.withDefaults().withLevel(level);
    List<Bin> curve = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      if (count[b] > 0) {
        curve.add(
            new Bin(
                (double) b / bins,
                (b + 1.0) / bins,
                sum[b] / count[b],
                wilson.of(came[b], count[b])));
      }
    }
    return curve;
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
