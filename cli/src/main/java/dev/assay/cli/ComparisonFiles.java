package dev.assay.cli;

import dev.assay.core.comparison.RunComparison;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.StoredScores;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ComparisonFormat;
import dev.assay.core.report.ComparisonInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that {@code assay compare} was asked for. */
final class ComparisonFiles {

  private final Map<Path, ComparisonFormat> files;

  private ComparisonFiles(Map<Path, ComparisonFormat> files) {
    this.files = files;
  }

  /**
   * Those that the options name.
   *
   * @throws InvalidInputException if a format is unknown, or nothing says where to write
   */
  static ComparisonFiles of(
      @Nullable Path html, List<String> formats, @Nullable Path output, Path candidate) {
    Map<Path, ComparisonFormat> files = new LinkedHashMap<>();
    if (html != null) {
      files.put(html, ComparisonFormat.HTML);
    }
    for (String key : formats) {
      ComparisonFormat format =
          ComparisonFormat.ofKey(key)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          Problem.of("--format", key, "a format of comparisons")
                              .next(Nearest.advice(key, ComparisonFormat.keys()))));
      files.put(folder(output, candidate).resolve(format.fileName()), format);
    }
    if (output != null && formats.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("--output", output, "--format NAME beside it")
              .next("--format html,markdown,json"));
    }
    return new ComparisonFiles(files);
  }

  private static Path folder(@Nullable Path output, Path candidate) {
    if (output != null) {
      return output;
    }
    if (Files.isRegularFile(candidate)) {
      throw new InvalidInputException(
          Problem.of("--format", null, "--output DIR beside it where CANDIDATE is a file"));
    }
    return candidate;
  }

  /** Whether any was asked for, and so the texts of the runs are needed. */
  boolean any() {
    return !files.isEmpty();
  }

  /** Writes them; gives their names. */
  List<Path> write(RunComparison comparison, StoredScores base, StoredScores candidate) {
    List<Path> written = new ArrayList<>();
    if (files.isEmpty()) {
      return written;
    }
    ComparisonInput input =
        new ComparisonInput(
            comparison,
            base.scores(),
            candidate.scores(),
            base.run().map(EvaluationResult::reportInput).orElse(null),
            candidate.run().map(EvaluationResult::reportInput).orElse(null));
    files.forEach(
        (file, format) -> {
          try {
            format.write(input, file);
          } catch (IOException e) {
            throw new InvalidInputException(
                Problem.of("report", file, "a file that can be written"), e);
          }
          written.add(file);
        });
    return written;
  }
}
