package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.core.calibration.CalibrationStore.Stored;
import dev.assay.core.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an evaluator has the calibration that is asked of it.
 *
 * @param evaluator its name; of a member of a set as {@link MemberNames} gives it
 * @param state whether, or what is wrong
 * @param stored the calibration, if there is one
 * @param found what there is, in words
 * @param expected what was asked for, in words
 * @param next what to do about it
 * @since 0.1
 */
public record CalibrationFinding(
    String evaluator,
    State state,
    @Nullable Stored stored,
    String found,
    String expected,
    String next) {

  /** Checks the parts. */
  public CalibrationFinding {
    requireNonNull(evaluator, "evaluator");
    requireNonNull(state, "state");
    requireNonNull(found, "found");
    requireNonNull(expected, "expected");
    requireNonNull(next, "next");
    if ((stored == null) != (state == State.MISSING)) {
      throw new IllegalArgumentException("stored: " + stored + " (expected: one unless missing)");
    }
  }

  /** Of an evaluator that scored nothing, because it is not there or has no model. */
  public static CalibrationFinding notInRun(String evaluator) {
    return new CalibrationFinding(
        evaluator,
        State.MISSING,
        null,
        "not in this run",
        "an evaluator that scored it",
        "configure it, or leave it out of the criterion");
  }

  /** What a calibration is like. */
  public enum State {
    /** As asked. */
    MET,
    /** There is none. */
    MISSING,
    /** It is of another version of the evaluator. */
    OTHER_VERSION,
    /** It is too old. */
    OLD,
    /** It allows less than is asked. */
    NOT_TRUSTED
  }

  /** What the evaluator lacks; empty if it has what is asked for. */
  public Optional<Problem> problem() {
    return state == State.MET
        ? Optional.empty()
        : Optional.of(Problem.of("calibration of " + evaluator, found, expected).next(next));
  }
}
