package dev.assay.server.web.evaluators;

import dev.assay.core.problem.Location;
import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.view.View;
import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads how the evaluators of the configuration do. */
final class RunningEvaluators {

  private static final double LEVEL = 0.95;

  private final Desks desks;

  RunningEvaluators(Desks desks) {
    this.desks = desks;
  }

  List<Running> in(View view, Instant now) {
    WindowReader.Range range =
        WindowReader.Range.of(view.period(now).from(), view.period(now).to(), null);
    String slice = view.slice().key();
    SliceSummary seen =
        desks
            .reader()
            .whole(
                range,
                List.of(slice),
                new SliceSummary.Needs(
                    Set.of(SliceSummary.Part.SCORES, SliceSummary.Part.SAMPLING), Set.of()))
            .getOrDefault(slice, new SliceSummary());
    EvaluationCounts counts = desks.machinery().evaluation().get();
    Map<String, Location> locations = new HashMap<>();
    for (MonitoredEvaluator each : desks.machinery().config().evaluators()) {
      if (each.spec().location() != null) {
        locations.put(each.name(), each.spec().location());
      }
    }
    List<Running> all = new ArrayList<>();
    for (ObjectNode each : desks.operation().evaluators()) {
      all.add(running(each, seen, counts, locations.get(text(each, "name"))));
    }
    return all;
  }

  private static Running running(
      ObjectNode json, SliceSummary seen, EvaluationCounts counts, @Nullable Location location) {
    String name = text(json, "name");
    String version = text(json, "version");
    boolean sampled = text(json, "looks_at").equals("sample");
    Set<String> others = new TreeSet<>();
    for (ScoreKey key : seen.scoreKeys()) {
      if (key.evaluator().equals(name) && !key.version().equals(version)) {
        others.add(key.version());
      }
    }
    String measured = "score:" + name + "@" + version;
    return new Running(
        name,
        text(json, "evaluator"),
        version,
        others,
        json.path("judged").asBoolean(false),
        json.path("configured").asBoolean(false) ? null : text(json, "reason"),
        sampled,
        models(json.path("models"), counts),
        version.isEmpty() ? null : estimate(measured + ":pass", seen),
        version.isEmpty() ? null : estimate(measured + ":unscored", seen),
        sampled ? estimate("sampled:" + name + ":rate", seen) : null,
        counts.evaluators().get(name),
        location);
  }

  private static List<Running.Model> models(JsonNode names, EvaluationCounts counts) {
    List<Running.Model> models = new ArrayList<>();
    for (JsonNode name : names) {
      models.add(new Running.Model(name.asString(), counts.models().get(name.asString())));
    }
    return models;
  }

  private static @Nullable Estimate estimate(String measure, SliceSummary seen) {
    return MeasureName.parse(measure).measure().of(seen, LEVEL).orElse(null);
  }

  private static String text(ObjectNode json, String name) {
    return json.path(name).asString("");
  }
}
