package dev.assay.monitor.behaviour;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;

/**
 * What an evaluator said of an interaction, so far.
 *
 * @param of whether it was to look
 * @param state what it said
 * @param value its value; 0 unless scored
 * @param mode how the answer failed, if it did
 */
record Opinion(Assignment of, State state, double value, FailureMode mode) {

  /** What an evaluator said. */
  enum State {
    PENDING,
    PASSED,
    FAILED,
    UNSCORED
  }

  static Opinion pending(Assignment of) {
    return new Opinion(of, State.PENDING, 0, of.mode());
  }

  Opinion assigned(Assignment other) {
    return new Opinion(other, state, value, mode);
  }

  Opinion says(Score score, FailureModeRules rules) {
    if (!(score instanceof Score.Scored scored)) {
      return new Opinion(of, State.UNSCORED, 0, of.mode());
    }
    boolean failed = Boolean.FALSE.equals(scored.passed());
    FailureMode own = rules.evaluators().get(of.evaluator());
    FailureMode mode = own != null ? own : scored.failureMode().orElse(of.mode());
    return new Opinion(of, failed ? State.FAILED : State.PASSED, scored.value(), mode);
  }

  boolean scored() {
    return state == State.PASSED || state == State.FAILED;
  }
}
