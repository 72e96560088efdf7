package dev.assay.core.comparison;

import java.util.Locale;

/**
 * What a difference between two runs comes to.
 *
 * @since 0.1
 */
public enum Outcome {
  /** Worse, by at least the least effect that matters, and not by chance. */
  REGRESSION,
  /** Better, by at least the least effect that matters, and not by chance. */
  IMPROVEMENT,
  /** Shown to differ by less than the least effect that matters, if at all. */
  NO_CHANGE,
  /** Not by chance, and less than the least effect that matters. */
  SIGNIFICANT_BUT_TRIVIAL,
  /** May be chance, and may be a change that matters. */
  INCONCLUSIVE,
  /** Fewer than 10 examples on a side. */
  INSUFFICIENT_DATA;

  /** The name as files spell it, such as {@code no_change}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
