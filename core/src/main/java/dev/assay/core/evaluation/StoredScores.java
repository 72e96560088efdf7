package dev.assay.core.evaluation;

import dev.assay.core.comparison.BaselineFile;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.summary.RunSummaries;
import dev.assay.core.verdict.PassPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stored run, ready to be compared: a run directory with all it holds, or a baseline file with
 * its scores alone.
 *
 * @since 0.1
 */
public final class StoredScores {

  private final RunScores scores;
  private static final int LONGEST_REASON = 300;

  private final @Nullable EvaluationResult run;
  private final Map<String, String> reasons;

  private StoredScores(
      RunScores scores, @Nullable EvaluationResult run, Map<String, String> reasons) {
    this.scores = scores;
    this.run = run;
    this.reasons = reasons;
  }

  /**
   * Reads what is in {@code path}. A run is decided again by its own policy.
   *
   * @throws InvalidInputException if it is neither a run directory nor a baseline file
   */
  public static StoredScores read(Path path) {
    if (isFile(path)) {
      return new StoredScores(BaselineFile.read(path), null, Map.of());
    }
    try (RunDirectory run = RunDirectory.open(path)) {
      PassPolicy policy = RunSections.read(run.sections()).policy();
      RunHeader header = run.header();
      List<ExampleResult> results =
          run.results().stream().map(result -> Conclusion.decided(result, policy)).toList();
      List<ExampleVerdict> verdicts = RunSummaries.verdicts(header, results, policy);
      return new StoredScores(
          RunScores.of(header, results, verdicts, policy), null, reasons(verdicts));
    }
  }

  /**
   * Reads what is in {@code path}, a run with its texts, which are then held in memory. A run is
   * decided again by its own policy.
   *
   * @throws InvalidInputException as {@link #read} does
   */
  public static StoredScores readWhole(Path path) {
    if (isFile(path)) {
      return read(path);
    }
    EvaluationResult run = Regate.of(path).decide();
    return new StoredScores(run.scores(), run, reasons(run.summary().examples()));
  }

  private static boolean isFile(Path path) {
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          Problem.of("run", path, "a run directory or a baseline file")
              .next("assay run makes a run, assay baseline save a baseline of it"));
    }
    return Files.isRegularFile(path);
  }

  /**
   * Reads two at once.
   *
   * @param whole with the texts of runs
   * @throws InvalidInputException as {@link #read} does
   */
  public static List<StoredScores> readBoth(Path first, Path second, boolean whole) {
    return Stream.of(first, second)
        .parallel()
        .map(whole ? StoredScores::readWhole : StoredScores::read)
        .toList();
  }

  private static Map<String, String> reasons(List<ExampleVerdict> verdicts) {
    Map<String, String> reasons = new HashMap<>();
    for (ExampleVerdict verdict : verdicts) {
      String reason = verdict.verdict().reason();
      if (reason != null) {
        reasons.put(verdict.id(), reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
      }
    }
    return reasons;
  }

  /** Its scores. */
  public RunScores scores() {
    return scores;
  }

  /** Why {@code example} did not pass; empty if it did, or where scores stand without texts. */
  public Optional<String> reason(String example) {
    return Optional.ofNullable(reasons.get(example));
  }

  /**
   * The run itself, with texts, numbers and the gate's decision, where it is a directory that was
   * read whole.
   */
  public Optional<EvaluationResult> run() {
    return Optional.ofNullable(run);
  }
}
