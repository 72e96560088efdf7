package dev.assay.monitor.window;

/**
 * A measure of a summary as tests need it: how many independent observations it is worth, and how
 * far one of them varies.
 *
 * @param value the measure
 * @param size how many observations, of equal weight, tell as much; above 0
 * @param variance of one observation, so that {@code variance / size} is that of the value
 * @param count how many were looked at, at least 1
 * @param traffic how many they stand for, by the probabilities of their draws; above 0
 * @since 0.1
 */
public record Sample(double value, double size, double variance, long count, double traffic) {

  /** Of what was all looked at, and stands for itself. */
  public Sample(double value, double size, double variance, long count) {
    this(value, size, variance, count, (double) count);
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is not finite, the size or count not above 0, or
   *     the variance negative
   */
  public Sample {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    if (!(size > 0 && size < Double.POSITIVE_INFINITY) || count < 1) {
      throw new IllegalArgumentException(
          "size, count: " + size + ", " + count + " (expected: above 0, finite)");
    }
    if (!(traffic > 0 && traffic < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("traffic: " + traffic + " (expected: above 0, finite)");
    }
    if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "variance: " + variance + " (expected: 0 <= variance, finite)");
    }
  }
}
