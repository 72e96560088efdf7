package dev.assay.junit;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.suite.Selection;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Sets up evaluations as tests run them: what they leave behind is under {@code target/assay}. */
final class EvaluationSetup {

  private static final Path FOLDER = Path.of("target", "assay");

  private EvaluationSetup() {}

  static Evaluation of(Suite suite) {
    return Evaluation.of(suite).workingDirectory(FOLDER).cache(null);
  }

  static Evaluation of(EvalTest annotation, Class<?> test) {
    Path file = SuitePath.find(annotation.suite(), test);
    Suite suite = SuiteReader.read(file, List.of(annotation.set()), System.getenv());
    Evaluation evaluation = of(suite).selection(selection(annotation));
    if (annotation.cache()) {
      evaluation.cache(FOLDER.resolve("cache"));
    }
    if (!annotation.output().isEmpty()) {
      evaluation.output(Path.of(annotation.output())).overwrite(true);
    }
    return evaluation;
  }

  private static Selection selection(EvalTest annotation) {
    Selection selection =
        Selection.ALL
            .partitions(Set.of(annotation.partitions()))
            .tags(Set.of(annotation.tags()))
            .ids(Set.of(annotation.ids()));
    return annotation.limit() == 0 ? selection : selection.limit(annotation.limit());
  }
}
