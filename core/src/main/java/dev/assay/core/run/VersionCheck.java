package dev.assay.core.run;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps scores of different versions of an evaluator apart. Another version is another measuring
 * instrument: a difference between two runs would be the instrument's as much as the target's.
 *
 * @since 0.1
 */
public final class VersionCheck {

  private VersionCheck() {}

  /**
   * What keeps scores by {@code there} from being compared with scores by {@code now}: one problem
   * for each evaluator that both have in different versions. Evaluators that only one has are none,
   * for there is nothing to compare.
   *
   * @param location where the versions of {@code there} stand
   */
  public static List<Problem> problems(
      List<EvaluatorIdentity> there, List<EvaluatorIdentity> now, @Nullable Location location) {
    List<Problem> problems = new ArrayList<>();
    for (EvaluatorIdentity before : there) {
      for (EvaluatorIdentity after : now) {
        if (before.name().equals(after.name()) && !before.version().equals(after.version())) {
          problems.add(
              Problem.of(
                      "version of evaluator " + after.name(),
                      after.version(),
                      "the version that scored the run, " + before.version())
                  .next(
                      "scores of different versions cannot be compared; assay rejudge RUN --suite"
                          + " SUITE scores the stored run again with the evaluators of now")
                  .at(location));
        }
      }
    }
    return problems;
  }

  /**
   * Checks that the scores of two runs can be compared.
   *
   * @throws InvalidInputException naming every evaluator whose versions differ
   */
  public static void check(RunHeader there, RunHeader now) {
    List<Problem> problems = problems(there.evaluators(), now.evaluators(), null);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }
}
