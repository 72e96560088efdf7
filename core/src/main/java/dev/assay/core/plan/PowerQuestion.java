package dev.assay.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a comparison of two systems is to be like.
 *
 * @param kind what is compared
 * @param rate the baseline's pass rate, from 0 to 1; of no use for scores
 * @param standardDeviation of one repeat's scores over examples, above 0; of no use for pass rates
 * @param correlation of two repeats of one example, by one system or by two that are alike: 0 where
 *     all is chance, 1 where each example always comes out the same
 * @param repeats how often each example runs, at least 1
 * @param paired whether both systems answer the same examples
 * @param alpha how often a difference may be found where there is none, two-sided; with a margin
 *     how often a worse system may pass, one-sided
 * @param power how often what there is is to be found
 * @since 0.1
 */
public record PowerQuestion(
    Kind kind,
    double rate,
    double standardDeviation,
    double correlation,
    int repeats,
    boolean paired,
    double alpha,
    double power) {

  /** What is compared. */
  public enum Kind {
    /** The share of examples that pass. */
    PASS_RATE,
    /** The mean of an evaluator's scores. */
    SCORE;

    /** The name as files spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is taken for the correlation where nothing is known of it. */
  public static final double ASSUMED_CORRELATION = 0.5;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public PowerQuestion {
    requireNonNull(kind, "kind");
    check("rate", rate, kind == Kind.SCORE || (rate >= 0 && rate <= 1), "from 0 to 1");
    boolean spread = standardDeviation > 0 && standardDeviation < Double.POSITIVE_INFINITY;
    check("standardDeviation", standardDeviation, kind == Kind.PASS_RATE || spread, "above 0");
    boolean constant = kind == Kind.SCORE && paired && correlation == 1;
    check(
        "correlation",
        correlation,
        correlation >= 0 && correlation <= 1 && !constant,
        "from 0 to 1, and below 1 for scores of the same examples");
    check("repeats", repeats, repeats >= 1, "at least 1");
    check("alpha", alpha, alpha > 0 && alpha < 0.5, "0 < alpha < 0.5");
    check("power", power, power > alpha && power <= 0.999999, "alpha < power <= 0.999999");
  }

  private static void check(String name, double value, boolean good, String rule) {
    if (!good) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + rule + ")");
    }
  }
}
