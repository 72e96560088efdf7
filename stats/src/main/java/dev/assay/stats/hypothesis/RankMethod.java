package dev.assay.stats.hypothesis;

/**
 * How tests by rank compute their p-value.
 *
 * @since 0.1
 */
public enum RankMethod {
  /** Exact where that is quick, else asymptotic and corrected for continuity. */
  AUTO,
  /** By counting all arrangements of the ranks, tied or not. */
  EXACT,
  /** Normal, corrected for ties. */
  ASYMPTOTIC,
  /** Normal, corrected for ties and for continuity. */
  ASYMPTOTIC_CORRECTED
}
