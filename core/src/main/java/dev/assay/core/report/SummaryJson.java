package dev.assay.core.report;

import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateResult;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.CorpusEstimate;
import dev.assay.core.summary.JudgeSummary;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.core.summary.SliceSummary.EvaluatorSummary;
import dev.assay.core.summary.SliceSummary.LatencySummary;
import dev.assay.core.verdict.Verdict.Outcome;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run's summary as one JSON document: what {@code --json} prints.
 *
 * <p>Names are lower case with underscores, partitions lower case, decisions upper case. A number
 * that is not known is null, never zero and never NaN.
 *
 * @since 0.1
 */
public final class SummaryJson {

  private static final int MOST_LISTED = 100;

  private SummaryJson() {}

  /** The whole summary. */
  public static ObjectNode of(ReportInput input) {
    RunHeader header = input.header();
    ObjectNode json = Json.object();
    json.put("run", header.id());
    json.put("suite", header.suite());
    json.put("dataset", header.dataset());
    json.put("target", Shown.target(header));
    json.put("status", header.status().key());
    json.put("status_reason", header.statusReason());
    json.put("started_at", header.startedAt().toString());
    json.put("ended_at", header.endedAt() == null ? null : header.endedAt().toString());
    json.put("git_commit", header.gitCommit());
    json.put("selection", header.selection());
    json.put("repeats", header.options().repeats());
    json.put("reducer", header.options().reducer().key());
    json.set("gate", gate(input.gate()));
    json.set("partitions", partitions(input.summary()));
    json.set("overall", slice(input.summary().overall()));
    json.set("not_configured", NotConfigured.toJson(header.notConfigured()));
    ObjectNode judges = json.putObject("judges");
    for (JudgeSummary judge : input.summary().judges()) {
      judges.set(judge.name(), judge(judge));
    }
    json.set("usage", usage(header.usage()));
    json.set("judge_usage", usage(header.judgeUsage()));
    json.put("target_calls", header.targetCalls());
    json.set("not_run", notRun(input));
    json.put("cached_outputs", header.cachedOutputs());
    List<ExampleOutcome> outcomes = ExampleOutcome.of(input);
    list(json, "failures", ExampleOutcome.withOutcome(outcomes, Outcome.FAIL));
    list(json, "unscored", ExampleOutcome.withOutcome(outcomes, Outcome.UNSCORED));
    return json;
  }

  /**
   * What a run that was decided early did not need: {@code {examples, target_calls, partitions}};
   * zeros for any other.
   */
  public static ObjectNode notRun(ReportInput input) {
    RunHeader header = input.header();
    ObjectNode partitions = Json.object();
    int examples = 0;
    for (Partition partition : Partition.values()) {
      int left = NotRun.of(header, input.summary(), partition);
      examples += left;
      if (left > 0) {
        partitions.put(partition.key(), left);
      }
    }
    ObjectNode json = Json.object().put("examples", examples);
    json.put("target_calls", (long) examples * header.options().repeats());
    json.set("partitions", partitions);
    return json;
  }

  /** The gate's decision, its criteria, and what could be told beforehand. */
  public static ObjectNode gate(GateResult gate) {
    ObjectNode json = Json.object().put("decision", gate.decision().name());
    json.put("lets_through", gate.letsThrough());
    ArrayNode criteria = json.putArray("criteria");
    for (GateResult.Criterion criterion : gate.criteria()) {
      criteria
          .addObject()
          .put("name", criterion.name())
          .put("decision", criterion.decision().name())
          .put("required", criterion.required())
          .put("observed", criterion.observed())
          .put("explanation", criterion.explanation())
          .put("undecided", criterion.undecided() == null ? null : criterion.undecided().key());
    }
    json.set("forecast", gate.forecast().toJson());
    return json;
  }

  /** The partitions by their keys, in order. */
  public static ObjectNode partitions(RunSummary summary) {
    ObjectNode json = Json.object();
    for (Partition partition : Partition.values()) {
      summary.of(partition).ifPresent(slice -> json.set(partition.key(), slice(slice)));
    }
    return json;
  }

  /** The numbers of some examples; {@code n} is how many were planned. */
  public static ObjectNode slice(SliceSummary slice) {
    ObjectNode json = Json.object();
    json.put("n", slice.planned());
    json.put("passed", slice.passed());
    json.put("failed", slice.failed());
    json.put("unscored", slice.unscored());
    json.put("coverage", slice.coverage());
    json.set("pass_rate", estimate(slice.passRate()));
    ObjectNode evaluators = json.putObject("evaluators");
    for (EvaluatorSummary evaluator : slice.evaluators()) {
      evaluators.set(evaluator.name(), evaluator(evaluator));
    }
    ObjectNode modes = json.putObject("failure_modes");
    slice.failureModes().forEach(mode -> modes.put(mode.mode().key(), mode.count()));
    json.set("latency_ms", latency(slice.latency()));
    return json;
  }

  private static ObjectNode evaluator(EvaluatorSummary evaluator) {
    ObjectNode json = Json.object();
    json.put("version", evaluator.version());
    json.put("scored", evaluator.scored());
    json.put("unscored", evaluator.unscored());
    json.set("mean", estimate(evaluator.mean()));
    json.set("pass_rate", estimate(evaluator.passRate()));
    if (evaluator.corpus() != null) {
      json.set("corpus", corpus(evaluator.corpus()));
    }
    ArrayNode reasons = json.putArray("unscored_reasons");
    evaluator.unscoredReasons().forEach(reasons::add);
    return json;
  }

  private static ObjectNode judge(JudgeSummary judge) {
    ObjectNode json = Json.object();
    json.put("scored", judge.scored()).put("unscored", judge.unscored());
    ArrayNode models = json.putArray("models");
    judge.models().forEach(models::add);
    ArrayNode answered = json.putArray("models_answered");
    judge.modelsAnswered().forEach(answered::add);
    json.set("unstable", estimate(judge.unstable()));
    json.set("position_bias", estimate(judge.positionBias()));
    json.set("panel_alpha", estimate(judge.panelAlpha()));
    json.put("panel_items", judge.panelItems());
    json.set("length_correlation", estimate(judge.lengthBias()));
    ArrayNode same = json.putArray("same_family_as_target");
    judge.sameFamily().forEach(family -> same.add(family.key()));
    json.set("usage", usage(judge.usage()));
    return json;
  }

  /** What an evaluator's scores come to together: an estimate with its name. */
  public static ObjectNode corpus(CorpusEstimate corpus) {
    ObjectNode json = Json.object().put("name", corpus.name());
    estimate(corpus.estimate()).properties().forEach(e -> json.set(e.getKey(), e.getValue()));
    return json;
  }

  private static JsonNode estimate(@Nullable Estimate estimate) {
    if (estimate == null) {
      return Json.object().nullNode();
    }
    ObjectNode json = Json.object();
    json.put("value", estimate.value());
    number(json, "low", estimate.low());
    number(json, "high", estimate.high());
    json.put("level", estimate.level());
    json.put("n", estimate.n());
    return json;
  }

  private static JsonNode latency(@Nullable LatencySummary latency) {
    if (latency == null) {
      return Json.object().nullNode();
    }
    ObjectNode json = Json.object();
    number(json, "p50", latency.p50());
    number(json, "p95", latency.p95());
    number(json, "p99", latency.p99());
    number(json, "max", latency.max());
    json.put("n", latency.n());
    return json;
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode json = Json.object();
    json.put("input_tokens", usage.inputTokens());
    json.put("output_tokens", usage.outputTokens());
    json.put("cached_tokens", usage.cachedTokens());
    json.put("reasoning_tokens", usage.reasoningTokens());
    if (usage.cost() == null) {
      json.putNull("cost");
    } else {
      number(json, "cost", usage.cost());
    }
    return json;
  }

  // An interval may be open to one side; JSON knows no infinity.
  private static void number(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    } else {
      json.putNull(name);
    }
  }

  private static void list(ObjectNode json, String name, List<ExampleOutcome> outcomes) {
    json.put(name + "_total", outcomes.size());
    ArrayNode list = json.putArray(name);
    for (ExampleOutcome outcome : outcomes.subList(0, Math.min(MOST_LISTED, outcomes.size()))) {
      ObjectNode item = list.addObject();
      item.put("id", outcome.example().id());
      item.put("partition", outcome.example().partition().key());
      if (outcome.outcome() == Outcome.FAIL) {
        item.put("failure_mode", outcome.modeKey());
      }
      item.put("reason", outcome.reason());
    }
  }
}
