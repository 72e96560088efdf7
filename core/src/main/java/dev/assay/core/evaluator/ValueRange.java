package dev.assay.core.evaluator;

/**
 * The least and the greatest value an evaluator can give.
 *
 * @param low the least value
 * @param high the greatest value
 * @since 0.1
 */
public record ValueRange(double low, double high) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException unless {@code low <= high}
   */
  public ValueRange {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "range: [" + low + ", " + high + "] (expected: low <= high)");
    }
  }

  /** Whether {@code value} lies within, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
