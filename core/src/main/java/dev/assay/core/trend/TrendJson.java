package dev.assay.core.trend;

import dev.assay.core.comparison.Compared;
import dev.assay.core.json.Json;
import dev.assay.stats.interval.Estimate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Histories as JSON.
 *
 * @since 0.1
 */
public final class TrendJson {

  private TrendJson() {}

  /** One history: {@code {suite, runs: [{…, changes, measures}]}}. */
  public static ObjectNode of(RunHistory history) {
    ObjectNode json = Json.object().put("suite", history.suite());
    ArrayNode runs = json.putArray("runs");
    history.steps().forEach(step -> runs.add(step(step)));
    return json;
  }

  private static ObjectNode step(RunHistory.Step step) {
    ObjectNode json = Json.object();
    json.put("number", step.number()).put("folder", step.folder()).put("run", step.run().id());
    json.put("started_at", step.run().startedAt().toString());
    json.put("status", step.run().status().key()).put("git_commit", step.run().gitCommit());
    json.put("target", step.run().target()).put("target_version", step.run().targetVersion());
    json.put("dataset_hash", step.run().datasetHash()).put("examples", step.examples());
    ArrayNode prompts = json.putArray("prompt_versions");
    step.run().promptVersions().forEach(prompts::add);
    json.put("compared_with", step.against() == 0 ? null : (Integer) step.against());
    json.put("not_comparable", step.incomparable());
    ArrayNode changes = json.putArray("changes");
    for (RunHistory.Change change : step.changes()) {
      changes.addObject().put("subject", change.subject()).put("words", change.words());
    }
    ArrayNode points = json.putArray("measures");
    step.points().forEach(point -> points.add(point(point)));
    return json;
  }

  private static ObjectNode point(RunHistory.Point point) {
    ObjectNode json = Json.object().put("measure", point.measure());
    json.set("estimate", estimate(point.estimate()));
    json.put("unscored", point.unscored()).put("comparable", point.comparable());
    Compared change = point.change();
    if (change == null) {
      json.putNull("change");
      return json;
    }
    ObjectNode item = json.putObject("change");
    item.put("outcome", change.outcome().key()).put("reason", change.reason());
    item.put("significant", point.significant());
    item.set("difference", estimate(change.difference()));
    change.adjustedP().ifPresent(p -> item.put("adjusted_p", p));
    return json;
  }

  private static @Nullable ObjectNode estimate(@Nullable Estimate estimate) {
    return estimate == null
        ? null
        : Json.object()
            .put("value", estimate.value())
            .put("low", estimate.low())
            .put("high", estimate.high())
            .put("level", estimate.level())
            .put("n", estimate.n());
  }
}
