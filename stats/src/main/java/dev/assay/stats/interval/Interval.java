package dev.assay.stats.interval;

/**
 * A closed interval that covers the estimated quantity with probability {@code level}.
 *
 * @param low the lower end, at most {@code high}
 * @param high the upper end
 * @param level the coverage probability, strictly between 0 and 1
 * @since 0.1
 */
public record Interval(double low, double high, double level) {

  /**
   * Checks the ends and the level.
   *
   * @throws IllegalArgumentException if {@code low > high}, an end is NaN, or the level is out of
   *     range
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval: [" + low + ", " + high + "] (expected: low <= high)");
    }
    Levels.check(level);
  }

  /** Whether {@code value} lies within the interval, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
