package dev.assay.monitor.watch;

import dev.assay.core.json.Json;
import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.Slice;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of monitors, for interfaces: {@code {name, kind, severity, condition, slices,
 * handling}}. The keys of a condition are those of the configuration with every default filled in,
 * measures are spelled as queries spell them, times are ISO 8601 durations.
 *
 * @since 0.1
 */
public final class MonitorJson {

  private MonitorJson() {}

  /** Writes a monitor. */
  public static ObjectNode write(MonitorDefinition monitor) {
    ObjectNode json = Json.object().put("name", monitor.name());
    json.put("kind", monitor.condition().kind());
    json.put("severity", monitor.severity().key());
    json.set("condition", condition(monitor.condition()));
    json.set("slices", slices(monitor.slices()));
    Handling handling = monitor.handling();
    ObjectNode handled = json.putObject("handling");
    time(handled, "hold", handling.hold());
    time(handled, "cooldown", handling.cooldown());
    time(handled, "repeat", handling.repeat());
    time(handled, "escalate", handling.escalate());
    texts(handled.putArray("group_by"), handling.groupBy());
    return json;
  }

  private static ObjectNode slices(WatchedSlices slices) {
    ObjectNode json = Json.object();
    if (!slices.each().isEmpty()) {
      texts(json.putArray("each"), slices.each());
      return json;
    }
    json.put("slice", slices.slice().key());
    ArrayNode parts = json.putArray("parts");
    for (Slice.Part part : slices.slice().parts()) {
      parts
          .addObject()
          .put("dimension", part.dimension())
          .put("kind", part.kind().name().toLowerCase(Locale.ROOT))
          .put("value", part.value());
    }
    return json;
  }

  private static ObjectNode condition(Condition condition) {
    if (condition instanceof Condition.Immediate immediate) {
      return immediate(immediate);
    }
    if (condition instanceof Condition.Threshold threshold) {
      ObjectNode json = measure("measure", threshold.measure());
      json.put(limit(threshold.direction()), threshold.limit()).put("least", threshold.least());
      return looks(json, threshold.bucket(), threshold.falseAlarms());
    }
    if (condition instanceof Condition.Change change) {
      ObjectNode json = measure("measure", change.measure());
      json.put("direction", key(change.direction())).put("margin", change.margin());
      json.set("baseline", baseline(change.baseline()));
      json.put("rhythm", change.rhythm().key());
      return looks(json, change.bucket(), change.falseAlarms());
    }
    if (condition instanceof Condition.CumulativeSum sum) {
      ObjectNode json = measure("measure", sum.measure());
      json.put("direction", key(sum.direction())).put("shift", sum.shift());
      time(json, "memory", sum.memory().memory());
      json.put("rhythm", sum.rhythm().key());
      return looks(json, sum.bucket(), sum.falseAlarms());
    }
    if (condition instanceof Condition.Drift drift) {
      return drift(drift);
    }
    if (condition instanceof Condition.Divergence divergence) {
      return divergence(divergence);
    }
    if (condition instanceof Condition.Absence absence) {
      ObjectNode json = Json.object();
      put(json, "evaluator", absence.evaluator());
      time(json, "for", absence.atLeast());
      json.put("expected", absence.expected());
      time(json, "false_alarms", absence.falseAlarms());
      return json;
    }
    Condition.HealthLimit health = (Condition.HealthLimit) condition;
    ObjectNode json = Json.object().put("measure", health.measure().key());
    put(json, "evaluator", health.evaluator());
    json.put(limit(health.direction()), health.limit());
    time(json, "false_alarms", health.falseAlarms());
    return json;
  }

  private static ObjectNode immediate(Condition.Immediate immediate) {
    ObjectNode json = Json.object();
    put(json, "mode", immediate.mode() == null ? null : immediate.mode().key());
    put(json, "evaluator", immediate.evaluator());
    put(json, "category", immediate.category() == null ? null : immediate.category().key());
    put(json, "label", immediate.label());
    json.put("most", immediate.most());
    time(json, "per", immediate.per());
    time(json, "quiet", immediate.quiet());
    return json;
  }

  private static ObjectNode drift(Condition.Drift drift) {
    ObjectNode json = Json.object().put("distance", drift.distance().key());
    String of = drift.of().name().toLowerCase(Locale.ROOT);
    if (drift.of() == Condition.DriftOf.INPUTS) {
      json.put(of, true);
    } else {
      json.put(of, drift.name());
    }
    json.put("rhythm", drift.rhythm().key());
    time(json, "reference", drift.reference());
    time(json, "window", drift.window());
    json.put("least", drift.least());
    time(json, "false_alarms", drift.falseAlarms());
    return json;
  }

  private static ObjectNode divergence(Condition.Divergence divergence) {
    ObjectNode json = measure("scores", divergence.scores());
    json.put("scores_good", key(divergence.scoresGood()));
    json.put("signals", name(divergence.signals()));
    json.put("signals_good", key(divergence.signalsGood()));
    time(json, "memory", divergence.memory().memory());
    json.put("rhythm", divergence.rhythm().key());
    return looks(json, divergence.bucket(), divergence.falseAlarms());
  }

  private static ObjectNode measure(String name, WatchedMeasure measure) {
    ObjectNode json = Json.object().put(name, name(measure));
    if (measure.kind().scored() && Double.isFinite(measure.low())) {
      json.putArray("range").add(measure.low()).add(measure.high());
    }
    return json;
  }

  // Of whatever version comes along, so that none is named.
  private static String name(WatchedMeasure measure) {
    String name = MeasureName.of(measure.of(""));
    return measure.kind().scored()
        ? name.replace(measure.evaluator() + "@", measure.evaluator())
        : name;
  }

  private static ObjectNode baseline(BaselineSource source) {
    ObjectNode json = Json.object();
    if (source instanceof BaselineSource.Past past) {
      time(json, "past", past.memory());
    } else if (source instanceof BaselineSource.Period period) {
      json.put("from", period.from().toString()).put("to", period.to().toString());
    } else if (source instanceof BaselineSource.Run run) {
      json.put("run", run.id());
    } else {
      json.put("golden", true);
    }
    return json;
  }

  private static ObjectNode looks(ObjectNode json, Duration bucket, Duration falseAlarms) {
    time(json, "bucket", bucket);
    time(json, "false_alarms", falseAlarms);
    return json;
  }

  private static String limit(Direction direction) {
    return direction == Direction.DOWN ? "below" : "above";
  }

  private static String key(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  private static void time(ObjectNode json, String name, @Nullable Duration time) {
    if (time != null) {
      json.put(name, time.toString());
    }
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
