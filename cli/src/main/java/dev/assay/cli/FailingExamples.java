package dev.assay.cli;

import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.verdict.Verdict;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The examples of a recorded run that failed, in at least one repetition. */
final class FailingExamples {

  private FailingExamples() {}

  static Set<String> of(Path run) {
    Set<String> ids = new HashSet<>();
    try (RunDirectory directory = RunDirectory.open(run)) {
      for (ExampleResult result : directory.results()) {
        if (result.verdict().outcome() == Verdict.Outcome.FAIL) {
          ids.add(result.example().id());
        }
      }
    }
    return ids;
  }
}
