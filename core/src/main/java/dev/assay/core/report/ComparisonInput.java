package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import org.jspecify.annotations.Nullable;

/**
 * All that a report of a comparison is made from.
 *
 * @param comparison what came of it
 * @param base the scores of the base
 * @param candidate the scores of the candidate
 * @param baseRun the base with its texts; null for a baseline file, which has none
 * @param candidateRun the candidate with its texts; null for a baseline file
 * @since 0.1
 */
public record ComparisonInput(
    RunComparison comparison,
    RunScores base,
    RunScores candidate,
    @Nullable ReportInput baseRun,
    @Nullable ReportInput candidateRun) {

  /** Checks the parts. */
  public ComparisonInput {
    requireNonNull(comparison, "comparison");
    requireNonNull(base, "base");
    requireNonNull(candidate, "candidate");
  }

  /** Whether the answers of both runs are known and can stand side by side. */
  boolean hasTexts() {
    return baseRun != null && candidateRun != null;
  }
}
