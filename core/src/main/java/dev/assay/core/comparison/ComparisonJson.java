package dev.assay.core.comparison;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.stats.interval.Estimate;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON, for other programs. What is not known is null, never NaN.
 *
 * @since 0.1
 */
public final class ComparisonJson {

  private static final double UNBOUNDED = 1e300;

  private ComparisonJson() {}

  /** The whole comparison. */
  public static ObjectNode of(RunComparison comparison) {
    ObjectNode json = Json.object();
    json.put("recommendation", comparison.recommendation().key());
    json.put("comparable", comparison.comparable());
    json.put("conclusive", comparison.conclusive());
    json.set("base", run(comparison.base()));
    json.set("candidate", run(comparison.candidate()));
    json.put("shared_examples", comparison.shared());
    json.set("settings", settings(comparison.settings()));
    ArrayNode announcements = json.putArray("announcements");
    for (Announcement announcement : comparison.announcements()) {
      announcements
          .addObject()
          .put("subject", announcement.subject())
          .put("words", announcement.words())
          .put("blocks", announcement.blocks());
    }
    ArrayNode compared = json.putArray("compared");
    comparison.compared().forEach(one -> compared.add(compared(one)));
    ArrayNode flips = json.putArray("flips");
    for (Flip flip : comparison.flips()) {
      FailureMode mode = flip.failureMode();
      flips
          .addObject()
          .put("id", flip.id())
          .put("partition", flip.partition().key())
          .put("flip", flip.newlyFailing() ? "newly_failing" : "newly_passing")
          .put("failure_mode", mode == null ? null : mode.key());
    }
    ArrayNode amounts = json.putArray("amounts");
    for (Amount amount : comparison.amounts()) {
      ObjectNode item =
          amounts.addObject().put("name", amount.name()).put("unit", amount.unit().key());
      item.set("base", estimate(amount.base()));
      item.set("candidate", estimate(amount.candidate()));
      item.set("difference", estimate(amount.difference()));
    }
    return json;
  }

  private static ObjectNode run(RunScores.Run run) {
    return Json.object()
        .put("run", run.id())
        .put("suite", run.suite())
        .put("dataset", run.dataset())
        .put("dataset_hash", run.datasetHash())
        .put("target", run.target())
        .put("git_commit", run.gitCommit())
        .put("started_at", run.startedAt().toString())
        .put("status", run.status().key());
  }

  private static ObjectNode settings(ComparisonSettings settings) {
    ObjectNode json = Json.object();
    json.put("alpha", settings.alpha());
    put(json, "minimum_effect", settings.minimumEffect());
    json.put("method", settings.method().key());
    json.put("adjustment", settings.adjustment().key());
    json.put("unpaired", settings.unpaired());
    return json;
  }

  private static ObjectNode compared(Compared compared) {
    ObjectNode json = Json.object();
    json.put("measure", compared.measure());
    json.putObject("slice")
        .put("by", compared.slice().by().key())
        .put("value", compared.slice().value());
    json.put("outcome", compared.outcome().key()).put("reason", compared.reason());
    json.put("higher_is_better", compared.higherIsBetter()).put("paired", compared.paired());
    json.put("operational", compared.operational()).put("unit", compared.unit().key());
    json.set("base", side(compared.base(), compared.baseEstimate()));
    json.set("candidate", side(compared.candidate(), compared.candidateEstimate()));
    json.set("difference", estimate(compared.difference()));
    json.put("test", compared.test());
    put(json, "p", compared.p());
    put(json, "adjusted_p", compared.adjustedP());
    Compared.Effect effect = compared.effect();
    if (effect == null) {
      json.putNull("effect");
    } else {
      json.putObject("effect").put("name", effect.name()).put("value", effect.value());
    }
    put(json, "minimum_detectable_effect", compared.detectable());
    json.put("minimum_effect", compared.minimumEffect());
    Compared.Bounds bounds = compared.bounds();
    if (bounds == null) {
      json.putNull("bounds");
    } else {
      json.putObject("bounds").put("worst", bounds.worst()).put("best", bounds.best());
    }
    return json;
  }

  private static ObjectNode side(Compared.Counts counts, @Nullable Estimate estimate) {
    ObjectNode json = Json.object().put("n", counts.n()).put("unscored", counts.unscored());
    json.set("estimate", estimate(estimate));
    return json;
  }

  private static @Nullable ObjectNode estimate(@Nullable Estimate estimate) {
    return estimate == null
        ? null
        : Json.object()
            .put("value", estimate.value())
            .put("low", finite(estimate.low()))
            .put("high", finite(estimate.high()))
            .put("level", estimate.level())
            .put("n", estimate.n());
  }

  // So few calls may not bound a quantile: its interval has no end there.
  private static @Nullable Double finite(double end) {
    return Math.abs(end) < UNBOUNDED ? (Double) end : null;
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(name, value.getAsDouble());
    } else {
      json.putNull(name);
    }
  }
}
