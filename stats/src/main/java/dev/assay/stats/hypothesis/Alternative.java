package dev.assay.stats.hypothesis;

/**
 * What a test looks for, against the hypothesis that there is nothing. In every test of this
 * package it speaks of the first as compared with the second.
 *
 * @since 0.1
 */
public enum Alternative {
  /** They differ, whichever is greater. */
  TWO_SIDED,
  /** The first is less than the second. */
  LESS,
  /** The first is greater than the second. */
  GREATER
}
