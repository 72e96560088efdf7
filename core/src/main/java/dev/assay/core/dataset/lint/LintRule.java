package dev.assay.core.dataset.lint;

import java.util.Locale;

/**
 * What lint looks for.
 *
 * @since 0.1
 */
public enum LintRule {
  /** A partition is smaller or larger than guidance: golden 50 to 200, distribution 500 to 5000. */
  PARTITION_SIZE,
  /** Examples of one partition have the same input, but for case and white space. */
  DUPLICATE,
  /** Examples have the same input and different expectations: one of them must fail. */
  CONFLICTING_EXPECTATIONS,
  /** Examples of one partition have nearly the same input. */
  NEAR_DUPLICATE,
  /** The same or nearly the same input is in several partitions. */
  PARTITION_LEAK,
  /** A golden or regression example says nothing about the answer. */
  MISSING_EXPECTATION,
  /** A golden example was reviewed by fewer than two people. */
  MISSING_REVIEW,
  /** The golden set is not the one that was approved. */
  GOLDEN_LOCK,
  /** A regression example has no root cause, or no link to what failed. */
  ROOT_CAUSE,
  /** A golden example always passes: it tells no two versions apart. */
  TOO_EASY,
  /** A category of adversarial input has no example. */
  ADVERSARIAL_COVERAGE,
  /** An example's words stand in a prompt or a few-shot example: its answer may be remembered. */
  CONTAMINATION;

  /** The name as files and options spell it, such as {@code near-duplicate}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
