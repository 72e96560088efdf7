package dev.assay.stats.interval;

import java.util.Objects;

/**
 * A number estimated from {@code n} observations, with the interval that says how well it is known:
 * the only way a rate or a mean is shown to anyone.
 *
 * @param value the point estimate, finite
 * @param interval the interval around it, at its stated level
 * @param n how many observations it rests on, at least 1
 * @since 0.1
 */
public record Estimate(double value, Interval interval, long n) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the value is not finite or {@code n < 1}
   */
  public Estimate {
    Objects.requireNonNull(interval, "interval");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    if (n < 1) {
      throw new IllegalArgumentException("n: " + n + " (expected: n >= 1)");
    }
  }

  /** The lower end of the interval. */
  public double low() {
    return interval.low();
  }

  /** The upper end of the interval. */
  public double high() {
    return interval.high();
  }

  /** The probability with which the interval covers the estimated quantity. */
  public double level() {
    return interval.level();
  }
}
