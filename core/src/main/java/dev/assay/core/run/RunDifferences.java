package dev.assay.core.run;

import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What keeps a run from being continued: everything that decides its results and has changed.
 * Concurrency, timeouts, retries and budgets may change.
 */
final class RunDifferences {

  private final List<Problem> problems = new ArrayList<>();
  private final Location location;

  private RunDifferences(Location location) {
    this.location = location;
  }

  static List<Problem> find(RunHeader there, RunHeader planned, String file) {
    RunDifferences differences = new RunDifferences(Location.ofFile(file));
    differences.compare("suite", there.suite(), planned.suite());
    differences.compareExamples(there, planned);
    differences.compare("target", there.targetKind(), planned.targetKind());
    differences.compare("target version", there.targetVersion(), planned.targetVersion());
    differences.compare("evaluators", names(there), names(planned));
    differences.problems.addAll(
        VersionCheck.problems(there.evaluators(), planned.evaluators(), differences.location));
    differences.compare("repeats", there.options().repeats(), planned.options().repeats());
    differences.compare("seed", there.options().seed(), planned.options().seed());
    return differences.problems;
  }

  private void compareExamples(RunHeader there, RunHeader planned) {
    if (there.datasetHash().equals(planned.datasetHash())) {
      return;
    }
    if (there.selection().equals(planned.selection())) {
      compare("dataset hash", there.datasetHash(), planned.datasetHash());
    } else {
      problems.add(
          Problem.of("selection", words(planned), "as in the run to resume: " + words(there))
              .next("select the same examples")
              .at(location));
    }
  }

  private static String words(RunHeader header) {
    return header.selection().isEmpty() ? "all examples" : header.selection();
  }

  private void compare(String subject, Object there, Object planned) {
    if (!Objects.equals(there, planned)) {
      problems.add(
          Problem.of(subject, planned, "as in the run to resume: " + there)
              .next("start a new run, for results of both would not be comparable")
              .at(location));
    }
  }

  private static List<String> names(RunHeader header) {
    return header.evaluators().stream().map(EvaluatorIdentity::name).toList();
  }
}
