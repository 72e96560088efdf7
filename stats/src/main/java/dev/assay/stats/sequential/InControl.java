package dev.assay.stats.sequential;

import dev.assay.stats.internal.Checks;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How observations are while nothing has changed: what a detector's run length is calibrated for.
 *
 * @since 0.1
 */
public final class InControl {

  private static final int LEAST_SAMPLE = 50;

  private final double mean;
  private final double sd;
  private final double least;
  private final double greatest;
  private final ToDoubleFunction<SplittableRandom> draw;

  private InControl(
      double mean,
      double sd,
      double least,
      double greatest,
      ToDoubleFunction<SplittableRandom> draw) {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("mean: " + mean + " (expected: a finite number)");
    }
    if (!(sd > 0) || Double.isInfinite(sd)) {
      throw new IllegalArgumentException("sd: " + sd + " (expected: a finite number above 0)");
    }
    this.mean = mean;
    this.sd = sd;
    this.least = least;
    this.greatest = greatest;
    this.draw = draw;
  }

  /**
   * Normal, such as means of windows with some tens of values each.
   *
   * @throws IllegalArgumentException if the mean is not finite or the standard deviation not above
   *     0
   */
  public static InControl normal(double mean, double sd) {
    return new InControl(
        mean,
        sd,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        SplittableRandom::nextGaussian);
  }

  /**
   * Passes, 1, and failures, 0.
   *
   * @throws IllegalArgumentException if the rate of passes is not strictly between 0 and 1
   */
  public static InControl passRate(double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("rate: " + rate + " (expected: 0 < rate < 1)");
    }
    double sd = Math.sqrt(rate * (1 - rate));
    double pass = (1 - rate) / sd;
    double failure = -rate / sd;
    return new InControl(
        rate, sd, failure, pass, random -> random.nextDouble() < rate ? pass : failure);
  }

  /**
   * As in a sample of past observations, whatever their distribution. The mean and the distribution
   * are taken for those of the stream: of fewer than some hundreds they are not well known, and
   * neither is the run length.
   *
   * @throws IllegalArgumentException if there are fewer than 50 values, one is not finite, or all
   *     are equal
   */
  public static InControl sample(double... values) {
    if (values.length < LEAST_SAMPLE) {
      throw new IllegalArgumentException(
          "sample: " + values.length + " values (expected: at least " + LEAST_SAMPLE + ")");
    }
    Checks.finite("sample", values);
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double distance = values[i] - mean;
      mean += distance / (i + 1);
      squares += distance * (values[i] - mean);
    }
    double sd = Math.sqrt(squares / values.length);
    double[] standard = new double[values.length];
    double least = 0;
    double greatest = 0;
    for (int i = 0; i < values.length; i++) {
      standard[i] = (values[i] - mean) / sd;
      least = Math.min(least, standard[i]);
      greatest = Math.max(greatest, standard[i]);
    }
    return new InControl(
        mean, sd, least, greatest, random -> standard[random.nextInt(standard.length)]);
  }

  /** The mean. */
  public double mean() {
    return mean;
  }

  /** The standard deviation, above 0. */
  public double sd() {
    return sd;
  }

  boolean isNormal() {
    return Double.isInfinite(greatest);
  }

  /** How far an observation can be above the mean, or below it, in standard deviations. */
  double reach(int sign) {
    return sign > 0 ? greatest : -least;
  }

  /** An observation in standard deviations from the mean. */
  double draw(SplittableRandom random) {
    return draw.applyAsDouble(random);
  }
}
