package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.gate.GateResult;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.trend.RunHistory;
import dev.assay.core.verdict.PassPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report is made from; what a run directory gives back.
 *
 * @param header what the run was
 * @param results what happened, in the dataset's order, an example's repetitions together
 * @param summary the same in numbers
 * @param gate what was decided
 * @param history the suite's runs up to this one, bounded; null where there are no others
 * @since 0.1
 */
public record ReportInput(
    RunHeader header,
    List<ExampleResult> results,
    RunSummary summary,
    GateResult gate,
    @Nullable RunHistory history) {

  /** A run without a history. */
  public ReportInput(
      RunHeader header, List<ExampleResult> results, RunSummary summary, GateResult gate) {
    this(header, results, summary, gate, null);
  }

  /** Checks and copies the parts. */
  public ReportInput {
    requireNonNull(header, "header");
    results = List.copyOf(results);
    requireNonNull(summary, "summary");
    requireNonNull(gate, "gate");
  }

  /** The same with a history, or without. */
  public ReportInput with(@Nullable RunHistory runs) {
    return new ReportInput(header, results, summary, gate, runs);
  }

  /**
   * The same with every result as {@code policy} sees it: its verdict, and for each score that
   * decides whether it passed. A threshold that stands in the policy alone shows in reports only
   * so.
   */
  public static ReportInput of(
      RunHeader header,
      List<ExampleResult> results,
      RunSummary summary,
      GateResult gate,
      PassPolicy policy) {
    List<ExampleResult> decided = results.stream().map(r -> decided(r, policy)).toList();
    return new ReportInput(header, decided, summary, gate);
  }

  private static ExampleResult decided(ExampleResult result, PassPolicy policy) {
    Partition partition = result.example().partition();
    List<EvaluatorScore> scores =
        result.scores().stream().map(score -> decided(score, partition, policy)).toList();
    return new ExampleResult(
        result.example(),
        result.repeat(),
        result.interaction(),
        scores,
        policy.decide(result.example(), result.interaction(), result.scores()),
        result.cached(),
        result.timestamp());
  }

  private static EvaluatorScore decided(
      EvaluatorScore score, Partition partition, PassPolicy policy) {
    Boolean passed = policy.passes(score, partition);
    if (passed == null || !(score.score() instanceof Score.Scored scored)) {
      return score;
    }
    return new EvaluatorScore(score.evaluator(), score.version(), scored.withPassed(passed));
  }
}
