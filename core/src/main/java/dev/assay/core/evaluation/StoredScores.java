package dev.assay.core.evaluation;

import dev.assay.core.comparison.BaselineFile;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored run, ready to be compared: a run directory with all it holds, or a baseline file with
 * its scores alone.
 *
 * @param scores its scores
 * @param result the run, where it is a directory; null for a file
 * @since 0.1
 */
public record StoredScores(RunScores scores, @Nullable EvaluationResult result) {

  /**
   * Reads what is in {@code path}. A run is decided again by its own policy.
   *
   * @throws InvalidInputException if it is neither a run directory nor a baseline file
   */
  public static StoredScores read(Path path) {
    if (Files.isRegularFile(path)) {
      return new StoredScores(BaselineFile.read(path), null);
    }
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          Problem.of("run", path, "a run directory or a baseline file")
              .next("assay run makes a run, assay baseline save a baseline of it"));
    }
    try (RunDirectory directory = RunDirectory.open(path)) {
      RunSections sections = RunSections.read(directory.sections());
      EvaluationResult result =
          Conclusion.of(path, directory.header(), directory.results(), sections).result();
      RunScores scores =
          RunScores.of(result.header(), result.results(), result.summary(), sections.policy());
      return new StoredScores(scores, result);
    }
  }

  /** The run itself, where it is a directory. */
  public Optional<EvaluationResult> run() {
    return Optional.ofNullable(result);
  }
}
