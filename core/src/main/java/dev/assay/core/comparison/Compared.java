package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.ValueUnit;
import dev.assay.stats.interval.Estimate;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One thing on some examples in both runs: the pass rate, or an evaluator's scores.
 *
 * @param measure {@code pass_rate}, or the suite's name for the evaluator
 * @param slice on which examples
 * @param unit what its values are counted in, if in anything
 * @param higherIsBetter its direction
 * @param operational whether it says what answers took, and has no part in the recommendation
 * @param paired whether the same examples were compared with each other
 * @param base how many examples of the base count, and how many could not be scored
 * @param candidate the same of the candidate
 * @param baseEstimate the base's mean or rate; null if nothing counts
 * @param candidateEstimate the candidate's
 * @param difference candidate minus base, with its interval; null if it cannot be computed
 * @param test what tested it, in words; null if nothing did
 * @param p the probability of a difference as great where there is none; empty if nothing tested it
 * @param adjustedP the same over everything compared, operational measures apart
 * @param effect how great the difference is beside the spread; null if it cannot be computed
 * @param detectable the least difference that would be found in 80% of such comparisons
 * @param minimumEffect the least that matters
 * @param bounds the difference if all that could not be scored had gone one way or the other; null
 *     where everything was scored or the scale has no ends
 * @param outcome what it comes to
 * @param reason why, in words
 * @since 0.1
 */
public record Compared(
    String measure,
    Slice slice,
    ValueUnit unit,
    boolean higherIsBetter,
    boolean operational,
    boolean paired,
    Counts base,
    Counts candidate,
    @Nullable Estimate baseEstimate,
    @Nullable Estimate candidateEstimate,
    @Nullable Estimate difference,
    @Nullable String test,
    OptionalDouble p,
    OptionalDouble adjustedP,
    @Nullable Effect effect,
    OptionalDouble detectable,
    double minimumEffect,
    @Nullable Bounds bounds,
    Outcome outcome,
    String reason) {

  /** What the pass rate is called. */
  public static final String PASS_RATE = "pass_rate";

  /** Checks the parts. */
  public Compared {
    requireNonNull(measure, "measure");
    requireNonNull(slice, "slice");
    requireNonNull(unit, "unit");
    requireNonNull(base, "base");
    requireNonNull(candidate, "candidate");
    requireNonNull(p, "p");
    requireNonNull(adjustedP, "adjustedP");
    requireNonNull(detectable, "detectable");
    requireNonNull(outcome, "outcome");
    requireNonNull(reason, "reason");
  }

  /** The same with its p-value adjusted over more, and what it comes to then. */
  public Compared over(double adjusted, Outcome now, String why) {
    return new Compared(
        measure,
        slice,
        unit,
        higherIsBetter,
        operational,
        paired,
        base,
        candidate,
        baseEstimate,
        candidateEstimate,
        difference,
        test,
        p,
        OptionalDouble.of(adjusted),
        effect,
        detectable,
        minimumEffect,
        bounds,
        now,
        why);
  }

  /**
   * Examples of one run.
   *
   * @param n how many count in the comparison
   * @param unscored how many of those looked at could not be scored
   */
  public record Counts(int n, int unscored) {}

  /**
   * A difference beside a spread.
   *
   * @param name such as {@code Hedges' g}
   * @param value the effect, signed as the difference is
   */
  public record Effect(String name, double value) {}

  /**
   * The difference in the worst and the best case.
   *
   * @param worst if what the candidate could not score had been worst and the base's best
   * @param best the reverse
   */
  public record Bounds(double worst, double best) {}
}
