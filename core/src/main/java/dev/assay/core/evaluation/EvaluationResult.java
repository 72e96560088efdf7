package dev.assay.core.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.RunScores;
import dev.assay.core.gate.GateResult;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.report.ReportInput;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.RunSummary;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of an evaluation.
 *
 * @param directory the run's directory, with its journal and reports
 * @param header what the run was
 * @param results what happened, in the dataset's order, repetition by repetition
 * @param summary the run in numbers
 * @param gate the decision
 * @param scores what the run is compared by
 * @since 0.1
 */
public record EvaluationResult(
    Path directory,
    RunHeader header,
    List<ExampleResult> results,
    RunSummary summary,
    GateResult gate,
    RunScores scores) {

  /** Checks and copies the parts. */
  public EvaluationResult {
    requireNonNull(directory, "directory");
    requireNonNull(header, "header");
    results = List.copyOf(results);
    requireNonNull(summary, "summary");
    requireNonNull(gate, "gate");
    requireNonNull(scores, "scores");
  }

  /** What reports are made from. */
  public ReportInput reportInput() {
    return new ReportInput(header, results, summary, gate);
  }

  /**
   * What {@code format} is made from: a page for people also has the suite's earlier runs in the
   * folder that holds this one.
   */
  public ReportInput reportInput(ReportFormat format) {
    return format == ReportFormat.HTML
        ? reportInput().with(EarlierRuns.upTo(directory, scores).orElse(null))
        : reportInput();
  }
}
