package dev.assay.core.evaluation;

import dev.assay.core.calibration.CalibrationRequirement;
import dev.assay.core.calibration.MemberNames;
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
   * Checks the evaluators that the suite names, or those that a model judges, members of sets
   * included.
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
      check(required, evaluator, evaluator.name(), now, problems);
    }
    List<Problem> placed = problems.stream().map(suite::placed).toList();
    if (!placed.isEmpty()) {
      throw new InvalidInputException(placed);
    }
  }

  // A set is as good as the judges in it: each is meant where no evaluators are named.
  private static void check(
      CalibrationRequirement required,
      BoundEvaluator evaluator,
      String path,
      Instant now,
      List<Problem> problems) {
    boolean meant =
        required.evaluators().isEmpty()
            ? evaluator.definition().judged()
            : required.evaluators().contains(path);
    if (meant) {
      required.check(path, evaluator.name(), evaluator.version(), now).ifPresent(problems::add);
    }
    MemberNames names = new MemberNames(path);
    for (BoundEvaluator member : evaluator.members()) {
      check(required, member, names.next(member.name()), now, problems);
    }
  }
}
