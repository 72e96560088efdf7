package dev.assay.core.comparison;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was computed of two lists of numbers.
 *
 * @param base the mean or rate of the base; null if there is none
 * @param candidate of the candidate
 * @param estimate candidate minus base with its interval; null if the values do not vary
 * @param change candidate minus base, without an interval
 * @param equivalence the interval that must lie within the least effect for "no change"; null if it
 *     cannot be computed
 * @param test what tested it; null if nothing did
 * @param p its p-value
 * @param effect beside the spread; null if there is no spread
 * @param detectable found in 80% of such comparisons
 * @param spread the standard deviation of single values; 0 if unknown
 * @param identical whether every pair has the same value twice
 * @param why nothing could be tested, in words; empty if it was
 */
record Difference(
    @Nullable Estimate base,
    @Nullable Estimate candidate,
    @Nullable Estimate estimate,
    double change,
    @Nullable Interval equivalence,
    @Nullable String test,
    OptionalDouble p,
    Compared.@Nullable Effect effect,
    OptionalDouble detectable,
    double spread,
    boolean identical,
    String why) {

  /** Computes one of {@code together} that are adjusted for. */
  static Difference of(Draft draft, ComparisonSettings settings, int together) {
    return new Differences(draft, settings, together).compute();
  }

  /** Whether it is shown to be less than {@code least}, either way. */
  boolean within(double least) {
    return equivalence != null && equivalence.low() > -least && equivalence.high() < least;
  }
}
