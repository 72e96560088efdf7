package dev.assay.stats.sequential;

/**
 * Which changes of a mean matter.
 *
 * @since 0.1
 */
public enum Direction {
  /** It rises: latency, cost. */
  UP,
  /** It falls: quality. */
  DOWN,
  /** It rises or falls. */
  BOTH;

  boolean up() {
    return this != DOWN;
  }

  boolean down() {
    return this != UP;
  }
}
