package dev.assay.monitor.failure;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.stats.interval.Estimate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link FailureCase}: {@code {id, app, feature, failure_mode, status, title,
 * size, estimated, days: {"2026-03-01": 4}, first_seen, last_seen, examples: [{interaction, at, by,
 * input, output}], confirmation: {expected_output, root_cause, by, at, interaction, input,
 * failure_mode, title}, merged_into, example_id, history: [{status, at, by, note}]}}. What is not
 * known is left out.
 *
 * @since 0.1
 */
public final class FailureCaseJson {

  private FailureCaseJson() {}

  /** Writes a case. */
  public static ObjectNode write(FailureCase value) {
    ObjectNode json = Json.object().put("id", value.id());
    put(json, "app", value.app());
    put(json, "feature", value.feature());
    put(json, "failure_mode", value.mode() == null ? null : value.mode().key());
    json.put("status", value.status().key())
        .put("title", value.title())
        .put("size", value.size())
        .put("estimated", value.estimated());
    ObjectNode days = json.putObject("days");
    value.days().forEach((day, n) -> days.put(day.toString(), n.longValue()));
    json.put("first_seen", value.firstSeen().toString());
    json.put("last_seen", value.lastSeen().toString());
    ArrayNode examples = json.putArray("examples");
    for (FailureExample example : value.examples()) {
      ObjectNode item = examples.addObject().put("interaction", example.interactionId());
      item.put("at", example.at().toString()).put("by", example.by());
      put(item, "input", example.input());
      put(item, "output", example.output());
    }
    Confirmation confirmation = value.confirmation();
    if (confirmation != null) {
      ObjectNode item = json.putObject("confirmation");
      item.put("expected_output", confirmation.expectedOutput());
      item.put("root_cause", confirmation.rootCause());
      item.put("by", confirmation.by()).put("at", confirmation.at().toString());
      put(item, "interaction", confirmation.interactionId());
      put(item, "input", confirmation.input());
      put(item, "failure_mode", confirmation.mode() == null ? null : confirmation.mode().key());
      put(item, "title", confirmation.title());
    }
    put(json, "merged_into", value.mergedInto());
    put(json, "example_id", value.exampleId());
    ArrayNode history = json.putArray("history");
    for (CaseEvent event : value.history()) {
      ObjectNode item = history.addObject().put("status", event.status().key());
      item.put("at", event.at().toString()).put("by", event.by());
      put(item, "note", event.note());
    }
    return json;
  }

  /**
   * Writes whether a case becomes more or less, which changes by the day and is no part of the
   * case: {@code {last_week, week_before, direction, share: {value, low, high, level, n}}}; the
   * share is null where there was no failure in both weeks.
   */
  public static ObjectNode write(FailureCase.Trend trend) {
    ObjectNode json = Json.object().put("last_week", trend.lastWeek());
    json.put("week_before", trend.weekBefore());
    json.put("direction", trend.direction().key());
    Estimate share = trend.share();
    if (share == null) {
      json.putNull("share");
    } else {
      json.putObject("share")
          .put("value", share.value())
          .put("low", share.low())
          .put("high", share.high())
          .put("level", share.level())
          .put("n", share.n());
    }
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  /**
   * Reads a case.
   *
   * @throws InvalidInputException if it is none, naming the field
   */
  public static FailureCase read(JsonNode json) {
    return new FailureCase(
        text(json, "id"),
        optional(json, "app"),
        optional(json, "feature"),
        mode(json),
        status(json),
        text(json, "title"),
        whole(json, "size"),
        amount(json, "estimated"),
        days(json.path("days")),
        time(json, "first_seen"),
        time(json, "last_seen"),
        examples(json.path("examples")),
        confirmation(json.get("confirmation")),
        optional(json, "merged_into"),
        optional(json, "example_id"),
        history(json.path("history")));
  }

  private static @Nullable FailureMode mode(JsonNode json) {
    String key = optional(json, "failure_mode");
    return key == null
        ? null
        : FailureMode.ofKey(key).orElseThrow(() -> wrong("failure_mode", key, "a mode"));
  }

  private static CaseStatus status(JsonNode json) {
    String key = text(json, "status");
    return CaseStatus.ofKey(key).orElseThrow(() -> wrong("status", key, "a status"));
  }

  private static SortedMap<LocalDate, Long> days(JsonNode json) {
    TreeMap<LocalDate, Long> days = new TreeMap<>();
    json.properties()
        .forEach(
            day -> {
              try {
                days.put(LocalDate.parse(day.getKey()), whole(json, day.getKey()));
              } catch (DateTimeException e) {
                throw wrong("days", day.getKey(), "a date such as 2026-03-01");
              }
            });
    return days;
  }

  private static List<FailureExample> examples(JsonNode json) {
    List<FailureExample> examples = new ArrayList<>();
    for (JsonNode item : json) {
      examples.add(
          new FailureExample(
              text(item, "interaction"),
              time(item, "at"),
              text(item, "by"),
              optional(item, "input"),
              optional(item, "output")));
    }
    return examples;
  }

  private static @Nullable Confirmation confirmation(@Nullable JsonNode json) {
    return json == null || json.isNull()
        ? null
        : new Confirmation(
            text(json, "expected_output"),
            text(json, "root_cause"),
            text(json, "by"),
            time(json, "at"),
            optional(json, "interaction"),
            optional(json, "input"),
            mode(json),
            optional(json, "title"));
  }

  private static List<CaseEvent> history(JsonNode json) {
    List<CaseEvent> history = new ArrayList<>();
    for (JsonNode item : json) {
      history.add(
          new CaseEvent(status(item), time(item, "at"), text(item, "by"), optional(item, "note")));
    }
    return history;
  }

  private static String text(JsonNode json, String name) {
    String text = optional(json, name);
    if (text == null) {
      throw wrong(name, null, "a text");
    }
    return text;
  }

  private static @Nullable String optional(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(name, Json.write(value), "a text");
    }
    return value.stringValue();
  }

  private static Instant time(JsonNode json, String name) {
    String text = text(json, name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name, text, "a time such as 2026-03-01T12:00:00Z");
    }
  }

  private static long whole(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw wrong(name, Json.write(value), "a whole number of at least 0");
    }
    return value.longValue();
  }

  private static double amount(JsonNode json, String name) {
    JsonNode value = json.path(name);
    double amount = value.isNumber() ? Json.number(value) : Double.NaN;
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw wrong(name, Json.write(value), "a number of at least 0");
    }
    return amount;
  }

  private static InvalidInputException wrong(String name, @Nullable String value, String expected) {
    return new InvalidInputException(Problem.of("failure case: " + name, value, expected));
  }
}
