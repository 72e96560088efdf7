package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How runs are compared. Immutable.
 *
 * @param alpha how often, at most, a regression or improvement may be found where there is none,
 *     over everything compared; above 0 and below 0.5
 * @param minimumEffect the least difference that matters, in the scale of what is compared; by
 *     default 2% of the scale, and a fifth of a standard deviation where it has no ends
 * @param method the tests
 * @param adjustment for comparing many things
 * @param by what to slice by besides everything
 * @param evaluators the evaluators to compare; empty for all that both runs have
 * @param unpaired whether examples are independent samples even where both runs have them
 * @since 0.1
 */
public record ComparisonSettings(
    double alpha,
    OptionalDouble minimumEffect,
    Method method,
    Adjustment adjustment,
    Set<Slice.By> by,
    List<String> evaluators,
    boolean unpaired) {

  /** The least number of examples on a side for a verdict. */
  public static final int LEAST_EXAMPLES = 10;

  /** The least effect that matters to {@link Method#WELCH} by default. */
  public static final double WELCH_EFFECT = 0.3;

  /** Which tests decide. */
  public enum Method {
    /**
     * What fits the data: on shared examples McNemar's exact test for pass and fail and the
     * sign-flip permutation test of the mean difference for scores; else Fisher's and Welch's.
     */
    AUTO,
    /**
     * Welch's t-test of two lists of scores, whether or not they share examples; the least effect
     * that matters is then Cohen's d, 0.3 by default.
     */
    WELCH;

    /** The name as options spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How p-values answer for many comparisons. */
  public enum Adjustment {
    /** No regression at all is found by chance in more than alpha of the comparisons of runs. */
    HOLM,
    /** Of those found, no more than alpha are so by chance, on average. */
    BH,
    /** Each stands alone. */
    NONE;

    /** The name as options spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** At 5%, by what fits the data, adjusted by Holm, everything together. */
  public static final ComparisonSettings DEFAULT =
      new ComparisonSettings(
          0.05, OptionalDouble.empty(), Method.AUTO, Adjustment.HOLM, Set.of(), List.of(), false);

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException if alpha or the minimum effect is out of range
   */
  public ComparisonSettings {
    if (!(0 < alpha && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha: " + alpha + " (expected: 0 < alpha < 0.5)");
    }
    requireNonNull(minimumEffect, "minimumEffect");
    if (minimumEffect.isPresent()
        && !(minimumEffect.getAsDouble() >= 0 && Double.isFinite(minimumEffect.getAsDouble()))) {
      throw new IllegalArgumentException(
          "minimum effect: " + minimumEffect.getAsDouble() + " (expected: a number from 0)");
    }
    requireNonNull(method, "method");
    requireNonNull(adjustment, "adjustment");
    by = by.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(by));
    evaluators = List.copyOf(evaluators);
  }
}
