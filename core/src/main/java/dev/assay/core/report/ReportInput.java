package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.gate.GateResult;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.RunSummary;
import java.util.List;

/**
 * All that a report is made from; what a run directory gives back.
 *
 * @param header what the run was
 * @param results what happened, in the dataset's order, an example's repetitions together
 * @param summary the same in numbers
 * @param gate what was decided
 * @since 0.1
 */
public record ReportInput(
    RunHeader header, List<ExampleResult> results, RunSummary summary, GateResult gate) {

  /** Checks and copies the parts. */
  public ReportInput {
    requireNonNull(header, "header");
    results = List.copyOf(results);
    requireNonNull(summary, "summary");
    requireNonNull(gate, "gate");
  }
}
