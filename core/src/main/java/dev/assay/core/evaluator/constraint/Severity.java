package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.FailureMode;
import java.util.List;

/** Which of two failure modes names an answer that failed in both ways. */
final class Severity {

  // The order of the pass policy, which names an example's verdict by it.
  private static final List<FailureMode> WORST_FIRST =
      List.of(
          FailureMode.ERROR,
          FailureMode.UNSAFE,
          FailureMode.HALLUCINATED,
          FailureMode.REFUSED,
          FailureMode.OFF_TOPIC,
          FailureMode.INCORRECT,
          FailureMode.INCOMPLETE,
          FailureMode.FORMAT,
          FailureMode.SLOW);

  private Severity() {}

  static FailureMode graver(FailureMode a, FailureMode b) {
    return WORST_FIRST.indexOf(a) <= WORST_FIRST.indexOf(b) ? a : b;
  }
}
