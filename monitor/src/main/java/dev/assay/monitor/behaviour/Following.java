package dev.assay.monitor.behaviour;

/**
 * Whether it is followed what becomes of an interaction.
 *
 * @param probability with which it was to be, in (0, 1]
 * @param selected whether it is
 * @since 0.1
 */
public record Following(double probability, boolean selected) {

  /** Followed, as all are. */
  public static final Following ALL = new Following(1, true);

  /**
   * Checks the probability.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Following {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: above 0, at most 1)");
    }
  }
}
