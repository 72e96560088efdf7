package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the evaluation itself is doing.
 *
 * @param readings as many as there are, in any order
 * @since 0.1
 */
public record Health(List<Reading> readings) {

  /** Copies the readings. */
  public Health {
    readings = List.copyOf(readings);
  }

  /**
   * A number now.
   *
   * @param measure what
   * @param evaluator of which evaluator; null for all together
   * @param value the number, finite
   * @param low the lower end of its interval; the value itself where it is a plain fact
   * @param high the upper end
   * @param level how likely the interval covers the truth, between 0 and 1
   */
  public record Reading(
      HealthMeasure measure,
      @Nullable String evaluator,
      double value,
      double low,
      double high,
      double level) {

    /** With an interval that covers the truth 19 times in 20. */
    public Reading(
        HealthMeasure measure, @Nullable String evaluator, double value, double low, double high) {
      this(measure, evaluator, value, low, high, 0.95);
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the value is not finite or outside its interval, or the
     *     level is none
     */
    public Reading {
      requireNonNull(measure, "measure");
      if (!Double.isFinite(value) || !(low <= value && value <= high)) {
        throw new IllegalArgumentException(
            "value: "
                + value
                + " in ["
                + low
                + ", "
                + high
                + "] (expected: finite, within its interval)");
      }
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("level: " + level + " (expected: between 0 and 1)");
      }
    }

    /** A plain fact. */
    public static Reading fact(HealthMeasure measure, double value) {
      return new Reading(measure, null, value, value, value);
    }
  }
}
