package dev.assay.core.evaluation;

import dev.assay.core.comparison.RunScores;
import dev.assay.core.gate.Gate;
import dev.assay.core.gate.GateBaseline;
import dev.assay.core.gate.GateCalibrations;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateResult;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.report.ReportInput;
import dev.assay.core.report.SummaryJson;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.RunSummaries;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.verdict.PassPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run, summed up and decided.
 *
 * @param result what came of it
 * @param sections what it was decided by
 */
record Conclusion(EvaluationResult result, RunSections sections) {

  private static final List<ReportFormat> REPORTS =
      List.of(ReportFormat.HTML, ReportFormat.JUNIT, ReportFormat.MARKDOWN);

  static Conclusion of(
      Path directory,
      RunHeader header,
      List<ExampleResult> results,
      RunSections sections,
      GateBaseline baseline,
      GateCalibrations calibrations) {
    // The journal holds verdicts as they were decided then: a run may be resumed under another
    // policy, or decided again.
    List<ExampleResult> now = results.stream().map(r -> decided(r, sections.policy())).toList();
    RunSummary summary = RunSummaries.of(header, now, sections.policy());
    List<GateResult.Criterion> extra = new ArrayList<>();
    sections.goldenApproved().ifPresent(extra::add);
    Gate.completeness(header).ifPresent(extra::add);
    RunScores scores = RunScores.of(header, now, summary.examples(), sections.policy());
    GateResult gate =
        gate(header, now, sections, summary, scores, baseline, calibrations, extra)
            .with(sections.forecast());
    ReportInput decided = ReportInput.of(header, now, summary, gate, sections.policy());
    return new Conclusion(
        new EvaluationResult(directory, header, decided.results(), summary, gate, scores),
        sections);
  }

  private static GateResult gate(
      RunHeader header,
      List<ExampleResult> results,
      RunSections sections,
      RunSummary summary,
      RunScores scores,
      GateBaseline baseline,
      GateCalibrations calibrations,
      List<GateResult.Criterion> extra) {
    UntilDecided until = sections.untilDecided();
    if (until == null) {
      return Gate.decide(sections.gate(), summary, scores, baseline, calibrations, extra);
    }
    GateConfig atEnd = UntilDecided.atEnd(sections.gate());
    GateResult gate =
        UntilDecided.explained(
            Gate.decide(atEnd, summary, scores, baseline, calibrations, extra), sections.gate());
    if (header.status() != RunStatus.DECIDED) {
      return gate;
    }
    EarlyDecision early = new EarlyDecision(header, sections.policy(), sections.gate(), until);
    early.replay(results);
    return early.apply(gate);
  }

  /** The result as {@code policy} decides it. */
  static ExampleResult decided(ExampleResult result, PassPolicy policy) {
    return result.withVerdict(
        policy.decide(result.example(), result.interaction(), result.scores()));
  }

  /** Writes the decision into {@code run.json}, and the reports. */
  EvaluationResult writeTo(RunDirectory directory) {
    ReportInput input = result.reportInput();
    ObjectNode json = sections.toJson();
    ObjectNode summary = SummaryJson.of(input);
    for (String name : List.of("gate", "partitions", "overall", "not_run")) {
      json.set(name, summary.get(name));
    }
    directory.update(result.header(), json);
    // At once: each is written from the same values, to a file of its own.
    REPORTS.parallelStream()
        .forEach(
            format ->
                write(
                    result.reportInput(format),
                    format,
                    directory.path().resolve(format.fileName())));
    return result;
  }

  private static void write(ReportInput input, ReportFormat format, Path file) {
    try {
      format.write(input, file);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("report", file, "a file that can be written").next(e.toString()), e);
    }
  }
}
