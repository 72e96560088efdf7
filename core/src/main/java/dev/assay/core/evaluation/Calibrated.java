package dev.assay.core.evaluation;

import dev.assay.core.calibration.CalibrationRequirement;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.Suite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks that evaluators were held against people as their suite requires. */
final class Calibrated {

  private Calibrated() {}

  /**
   * Checks the evaluators that the suite names, or those that a model judges.
   *
   * @throws InvalidInputException with every one that lacks a calibration, or has one that is too
   *     old, of another version, or too bad
   */
  static void check(Suite suite, List<BoundEvaluator> evaluators, Instant now) {
    CalibrationRequirement required = suite.calibration().orElse(null);
    if (required == null) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (BoundEvaluator evaluator : evaluators) {
      boolean meant =
          required.evaluators().isEmpty()
              ? evaluator.definition().judged()
              : required.evaluators().contains(evaluator.name());
      if (meant) {
        required
            .check(evaluator.name(), evaluator.version(), now)
            .map(suite::placed)
            .ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }
}
