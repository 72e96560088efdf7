package dev.assay.monitor.watch;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of alerts and marks, for stores and interfaces.
 *
 * <p>Ends of intervals that are infinite are null.
 *
 * @since 0.1
 */
public final class AlertJson {

  private static final int VERSION = 1;

  private AlertJson() {}

  /** An alert. */
  public static ObjectNode write(Alert alert) {
    ObjectNode json = Json.object();
    json.put("version", VERSION);
    json.put("id", alert.id());
    json.put("monitor", alert.monitor());
    json.put("kind", alert.kind());
    json.put("slice", alert.slice());
    json.put("group", alert.group());
    json.put("severity", alert.severity().key());
    json.put("state", alert.state().key());
    json.put("silenced", alert.silenced());
    json.put("acknowledged_by", alert.acknowledgedBy());
    json.put("title", alert.title());
    json.set("before", estimate(alert.before()));
    json.set("now", estimate(alert.now()));
    json.set("change", estimate(alert.change()));
    json.put("since", alert.since().toString());
    json.put("opened_at", alert.openedAt().toString());
    json.put("updated_at", alert.updatedAt().toString());
    json.put("resolved_at", alert.resolvedAt() == null ? null : alert.resolvedAt().toString());
    json.put("resolution", alert.resolution());
    json.put("count", alert.count());
    ArrayNode concentrations = json.putArray("concentrations");
    alert.concentrations().forEach(each -> concentrations.add(write(each)));
    ArrayNode examples = json.putArray("examples");
    alert.examples().forEach(examples::add);
    ArrayNode marks = json.putArray("marks");
    alert.marks().forEach(marks::add);
    json.put("wrong", alert.wrong());
    return json;
  }

  private static ObjectNode write(Alert.Concentration concentration) {
    ObjectNode json = Json.object();
    json.put("slice", concentration.slice());
    json.set("change", estimate(concentration.change()));
    json.put("share", concentration.share());
    json.put("p_value", concentration.pValue());
    return json;
  }

  /** A mark. */
  public static ObjectNode write(Mark mark) {
    ObjectNode json = Json.object();
    json.put("template", mark.template());
    json.put("before", mark.before());
    json.put("after", mark.after());
    json.put("at", mark.at().toString());
    ArrayNode comparisons = json.putArray("comparisons");
    for (Mark.Comparison each : mark.comparisons()) {
      ObjectNode one = comparisons.addObject();
      one.put("evaluator", each.evaluator());
      one.put("evaluator_version", each.version());
      one.put("measure", each.what());
      one.set("before", estimate(each.before()));
      one.set("after", estimate(each.after()));
      one.set("difference", estimate(each.difference()));
      one.put("clear", each.clear());
    }
    return json;
  }

  private static JsonNode estimate(@Nullable Estimate estimate) {
    if (estimate == null) {
      return Json.object().nullNode();
    }
    ObjectNode json = Json.object();
    json.put("value", estimate.value());
    end(json, "low", estimate.low());
    end(json, "high", estimate.high());
    json.put("level", estimate.level());
    json.put("n", estimate.n());
    return json;
  }

  private static void end(ObjectNode json, String name, double end) {
    if (Double.isInfinite(end)) {
      json.putNull(name);
    } else {
      json.put(name, end);
    }
  }

  /**
   * Reads an alert.
   *
   * @throws IllegalArgumentException if it is not what {@link #write(Alert)} gives
   */
  public static Alert read(String text) {
    try {
      return read(Json.parse(text, "alert", 1));
    } catch (InvalidInputException | DateTimeException e) {
      throw new IllegalArgumentException(
          "alert: " + e.getMessage() + " (expected: the JSON form of an alert)", e);
    }
  }

  private static Alert read(JsonNode json) {
    if (json.path("version").asInt(0) != VERSION) {
      throw new IllegalArgumentException(
          "alert: version " + json.path("version").asString("") + " (expected: " + VERSION + ")");
    }
    List<Alert.Concentration> concentrations = new ArrayList<>();
    for (JsonNode each : json.path("concentrations")) {
      Estimate change = estimate(each.path("change"));
      if (change != null) {
        concentrations.add(
            new Alert.Concentration(
                text(each, "slice"),
                change,
                each.path("share").asDouble(0),
                each.path("p_value").asDouble(1)));
      }
    }
    return new Alert(
        text(json, "id"),
        text(json, "monitor"),
        text(json, "kind"),
        text(json, "slice"),
        text(json, "group"),
        Severity.ofKey(text(json, "severity")).orElse(Severity.HIGH),
        state(text(json, "state")),
        json.path("silenced").asBoolean(false),
        optional(json, "acknowledged_by"),
        text(json, "title"),
        estimate(json.path("before")),
        estimate(json.path("now")),
        estimate(json.path("change")),
        Instant.parse(text(json, "since")),
        Instant.parse(text(json, "opened_at")),
        Instant.parse(text(json, "updated_at")),
        optional(json, "resolved_at") == null ? null : Instant.parse(text(json, "resolved_at")),
        optional(json, "resolution"),
        json.path("count").asLong(0),
        concentrations,
        texts(json.path("examples")),
        texts(json.path("marks")),
        text(json, "wrong"));
  }

  private static AlertState state(String key) {
    for (AlertState each : AlertState.values()) {
      if (each.key().equals(key)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "state: " + key + " (expected: pending, firing or resolved)");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asString("")));
    return texts;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("alert." + name + ": missing (expected: a string)");
    }
    return value.stringValue();
  }

  private static @Nullable String optional(JsonNode json, String name) {
    return json.path(name).isString() ? json.path(name).stringValue() : null;
  }

  private static @Nullable Estimate estimate(JsonNode json) {
    if (!json.isObject()) {
      return null;
    }
    double low = json.path("low").isNumber() ? number(json, "low") : Double.NEGATIVE_INFINITY;
    double high = json.path("high").isNumber() ? number(json, "high") : Double.POSITIVE_INFINITY;
    return new Estimate(
        number(json, "value"),
        new Interval(low, high, number(json, "level")),
        json.path("n").asLong(0));
  }

  private static double number(JsonNode json, String name) {
    return json.path(name).isNumber() ? Json.number(json.path(name)) : Double.NaN;
  }
}
