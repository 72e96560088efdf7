package dev.assay.core.report;

import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.gate.GateResult;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.JudgeSummary;
import dev.assay.core.summary.RunSummary.PartitionSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.core.summary.SliceSummary.EvaluatorSummary;
import dev.assay.core.summary.SliceSummary.LatencySummary;
import dev.assay.core.verdict.Verdict.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A summary for a pull-request comment: about one screen, and always under GitHub's 65,536
 * characters, since every list and text in it is bounded.
 */
final class MarkdownReport implements Report {

  private static final int MOST_FAILURES = 10;
  private static final int MOST_CRITERIA = 40;
  private static final int MOST_EVALUATORS = 40;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_REASON = 200;

  @Override
  public void write(ReportInput input, OutputStream out) throws IOException {
    out.write(render(input).getBytes(StandardCharsets.UTF_8));
  }

  static String render(ReportInput input) {
    StringBuilder text = new StringBuilder(4096);
    heading(text, input);
    partitions(text, input);
    criteria(text, input.gate());
    forecast(text, input.gate().forecast().lines());
    notConfigured(text, input.header().notConfigured());
    examples(text, input, Outcome.FAIL, "Failed");
    examples(text, input, Outcome.UNSCORED, "Unscored");
    details(text, input);
    return text.toString();
  }

  private static void heading(StringBuilder text, ReportInput input) {
    RunHeader header = input.header();
    GateResult gate = input.gate();
    text.append("## ").append(symbol(gate.decision())).append(' ').append(gate.decision());
    text.append(": ").append(MarkdownText.words(header.suite(), LONGEST_NAME)).append("\n\n");
    text.append(Words.decision(gate)).append(' ').append(Words.counts(input.summary().overall()));
    if (header.status() != RunStatus.COMPLETE) {
      text.append(" **The run is ").append(header.status().key()).append("**");
      if (header.statusReason() != null) {
        text.append(": ").append(MarkdownText.words(header.statusReason(), LONGEST_REASON));
      }
      text.append('.');
    }
    text.append("\n\n");
  }

  private static void partitions(StringBuilder text, ReportInput input) {
    text.append("| partition | n | passed | failed | unscored | pass rate [95% interval] |\n");
    text.append("|---|--:|--:|--:|--:|--:|\n");
    List<PartitionSummary> partitions = input.summary().partitions();
    for (PartitionSummary partition : partitions) {
      row(text, partition.partition().key(), partition.slice());
    }
    if (partitions.size() > 1) {
      row(text, "all", input.summary().overall());
    }
    text.append('\n');
  }

  private static void row(StringBuilder text, String name, SliceSummary slice) {
    text.append("| ").append(name);
    for (int count : List.of(slice.planned(), slice.passed(), slice.failed(), slice.unscored())) {
      text.append(" | ").append(Figures.count(count));
    }
    text.append(" | ");
    text.append(slice.passRate() == null ? "nothing scored" : Figures.rate(slice.passRate()));
    text.append(" |\n");
  }

  private static void criteria(StringBuilder text, GateResult gate) {
    List<Criterion> all = gate.criteria();
    text.append("| gate | required | found |\n|---|---|---|\n");
    for (Criterion criterion : all.subList(0, Math.min(MOST_CRITERIA, all.size()))) {
      text.append("| ").append(symbol(criterion.decision())).append(' ');
      text.append(MarkdownText.code(criterion.name(), LONGEST_NAME)).append(" | ");
      text.append(MarkdownText.words(criterion.required(), LONGEST_REASON)).append(" | ");
      text.append(MarkdownText.words(criterion.observed(), LONGEST_REASON)).append(" |\n");
    }
    text.append('\n');
    more(text, all.size() - MOST_CRITERIA);
    List<Criterion> unmet = all.stream().filter(c -> c.decision() != GateDecision.PASS).toList();
    for (Criterion criterion : unmet.subList(0, Math.min(MOST_CRITERIA, unmet.size()))) {
      text.append("- ").append(symbol(criterion.decision())).append(' ');
      text.append(MarkdownText.code(criterion.name(), LONGEST_NAME)).append(": ");
      text.append(MarkdownText.words(Words.explanation(criterion), LONGEST_REASON)).append('\n');
    }
    more(text, unmet.size() - MOST_CRITERIA);
    if (!unmet.isEmpty()) {
      text.append('\n');
    }
  }

  private static void forecast(StringBuilder text, List<GateForecast.Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append("<details><summary>What the gate could tell before the run</summary>\n\n");
    for (GateForecast.Line line : lines.subList(0, Math.min(MOST_CRITERIA, lines.size()))) {
      text.append(line.impossible() ? "- ⚠️ " : "- ");
      text.append(MarkdownText.code(line.criterion(), LONGEST_NAME)).append(": ");
      text.append(MarkdownText.words(line.words(), LONGEST_REASON)).append('\n');
    }
    more(text, lines.size() - MOST_CRITERIA);
    text.append("\n</details>\n\n");
  }

  private static void notConfigured(StringBuilder text, List<NotConfigured> missing) {
    for (NotConfigured evaluator : missing.subList(0, Math.min(MOST_EVALUATORS, missing.size()))) {
      text.append("- ⚠️ not configured: ");
      text.append(MarkdownText.code(evaluator.name(), LONGEST_NAME)).append(": ");
      text.append(MarkdownText.words(evaluator.reason(), LONGEST_REASON)).append('\n');
    }
    more(text, missing.size() - MOST_EVALUATORS);
    if (!missing.isEmpty()) {
      text.append('\n');
    }
  }

  private static void examples(
      StringBuilder text, ReportInput input, Outcome outcome, String title) {
    List<ExampleOutcome> all = ExampleOutcome.withOutcome(ExampleOutcome.of(input), outcome);
    if (all.isEmpty()) {
      return;
    }
    text.append("**").append(title).append("**\n\n");
    for (ExampleOutcome example : all.subList(0, Math.min(MOST_FAILURES, all.size()))) {
      text.append("- ").append(MarkdownText.code(example.example().id(), LONGEST_NAME));
      text.append(" (").append(example.example().partition().key());
      if (example.modeKey() != null) {
        text.append(", ").append(example.modeKey());
      }
      text.append("): ");
      text.append(MarkdownText.words(String.valueOf(example.reason()), LONGEST_REASON));
      text.append('\n');
    }
    more(text, all.size() - MOST_FAILURES);
    text.append('\n');
  }

  private static void more(StringBuilder text, int more) {
    if (more > 0) {
      text.append("- … and ").append(Figures.count(more)).append(" more\n");
    }
  }

  private static void details(StringBuilder text, ReportInput input) {
    SliceSummary overall = input.summary().overall();
    text.append("<details><summary>Evaluators, latency and the run</summary>\n\n");
    evaluators(text, overall.evaluators());
    judges(text, input.summary().judges());
    if (!overall.failureModes().isEmpty()) {
      text.append("Failure modes: ");
      text.append(
          overall.failureModes().stream()
              .map(m -> m.mode().key() + " " + Figures.count(m.count()))
              .collect(Collectors.joining(", ")));
      text.append(".\n\n");
    }
    LatencySummary latency = overall.latency();
    if (latency != null) {
      text.append("Latency: p50 ").append(Figures.millis(latency.p50()));
      text.append(", p95 ").append(Figures.millis(latency.p95()));
      text.append(", p99 ").append(Figures.millis(latency.p99()));
      text.append(" (n = ").append(Figures.count(latency.n())).append(").\n\n");
    }
    run(text, input.header());
    text.append("\n</details>\n");
  }

  private static void evaluators(StringBuilder text, List<EvaluatorSummary> evaluators) {
    if (evaluators.isEmpty()) {
      return;
    }
    text.append(
        "| evaluator | mean [95% interval] | passed [95% interval] | scored | unscored |\n");
    text.append("|---|--:|--:|--:|--:|\n");
    for (EvaluatorSummary evaluator :
        evaluators.subList(0, Math.min(MOST_EVALUATORS, evaluators.size()))) {
      text.append("| ").append(MarkdownText.words(evaluator.name(), LONGEST_NAME)).append(" | ");
      text.append(Words.mean(evaluator.mean()));
      if (evaluator.corpus() != null) {
        text.append("; ").append(Words.corpus(evaluator.corpus()));
      }
      text.append(" | ");
      text.append(evaluator.passRate() == null ? "–" : Figures.rate(evaluator.passRate()));
      text.append(" | ").append(Figures.count(evaluator.scored()));
      text.append(" | ").append(Figures.count(evaluator.unscored())).append(" |\n");
    }
    int more = evaluators.size() - MOST_EVALUATORS;
    text.append(more > 0 ? "\n… and " + Figures.count(more) + " more evaluators\n\n" : "\n");
  }

  private static void judges(StringBuilder text, List<JudgeSummary> judges) {
    for (JudgeSummary judge : judges.subList(0, Math.min(MOST_EVALUATORS, judges.size()))) {
      text.append("- judge ");
      text.append(MarkdownText.words(JudgeWords.title(judge), LONGEST_REASON)).append('\n');
      JudgeWords.facts(judge).forEach(fact -> text.append("  - ").append(fact).append('\n'));
      JudgeWords.warnings(judge)
          .forEach(warning -> text.append("  - ⚠️ ").append(warning).append('\n'));
    }
    more(text, judges.size() - MOST_EVALUATORS);
    if (!judges.isEmpty()) {
      text.append('\n');
    }
  }

  private static void run(StringBuilder text, RunHeader header) {
    text.append("Run ").append(MarkdownText.code(header.id(), LONGEST_NAME));
    text.append(", dataset ").append(MarkdownText.code(header.dataset(), LONGEST_NAME));
    text.append(", target ").append(MarkdownText.code(Shown.target(header), LONGEST_REASON));
    if (header.gitCommit() != null) {
      text.append(", commit ").append(MarkdownText.code(header.gitCommit(), LONGEST_NAME));
    }
    if (!header.selection().isEmpty()) {
      text.append(", selection ").append(MarkdownText.code(header.selection(), LONGEST_REASON));
    }
    text.append(". ").append(Words.calls(header)).append('\n');
  }

  private static String symbol(GateDecision decision) {
    return switch (decision) {
      case PASS -> "✅";
      case FAIL -> "❌";
      case INCONCLUSIVE -> "❔";
    };
  }
}
