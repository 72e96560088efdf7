package dev.assay.cli;

import dev.assay.core.evaluation.Regate;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.verdict.Verdict.Outcome;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The examples of a recorded run that failed, their repetitions reduced as the run says. */
final class FailingExamples {

  private FailingExamples() {}

  static Set<String> of(Path run) {
    return Regate.of(run).decide().summary().examples().stream()
        .filter(example -> example.verdict().outcome() == Outcome.FAIL)
        .map(ExampleVerdict::id)
        .collect(Collectors.toSet());
  }
}
