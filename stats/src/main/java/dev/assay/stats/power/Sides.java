package dev.assay.stats.power;

/**
 * Which differences a planned test looks for.
 *
 * @since 0.1
 */
public enum Sides {
  /** One direction, that of the effect asked about. */
  ONE,
  /** Both directions, with half of the significance level in each. */
  TWO
}
