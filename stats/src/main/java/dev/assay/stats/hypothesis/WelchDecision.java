package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

/**
 * A test of two lists of scores held against a significance and a least effect.
 *
 * @param result the test
 * @param effect Cohen's d: the difference in pooled standard deviations, of the difference's sign
 * @param significance the p-value up to which the difference is significant
 * @param minimumEffect the least effect, without its sign, that is worth speaking of
 * @since 0.1
 */
public record WelchDecision(
    TestResult result, double effect, double significance, double minimumEffect) {

  /** What a test and the size of its effect come to. */
  public enum Outcome {
    /** The data do not tell the lists apart; which is not to say that they are the same. */
    NOT_SIGNIFICANT,
    /** They differ, by less than the least effect worth speaking of. */
    SIGNIFICANT_BUT_TRIVIAL,
    /** They differ, and so much that it matters. */
    SIGNIFICANT
  }

  /** Checks the parts. */
  public WelchDecision {
    requireNonNull(result, "result");
    Significance.check(significance);
    if (Double.isNaN(effect)) {
      throw new IllegalArgumentException("effect: NaN (expected: a number)");
    }
  }

  /** What it comes to. */
  public Outcome outcome() {
    if (!result.significantAt(significance)) {
      return Outcome.NOT_SIGNIFICANT;
    }
    return Math.abs(effect) < minimumEffect ? Outcome.SIGNIFICANT_BUT_TRIVIAL : Outcome.SIGNIFICANT;
  }
}
