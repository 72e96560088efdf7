package dev.assay.otel.trace;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.span.GenAiSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link TraceState}, for checkpoints. It has a version; a later Assay reads
 * what an earlier one wrote.
 *
 * @since 0.1
 */
public final class TraceStateJson {

  private static final int VERSION = 1;
  private static final JsonMapper MAPPER = Json.mapper();

  private TraceStateJson() {}

  /** Writes a state as UTF-8. Byte arrays in log records are left out: nothing reads them. */
  public static byte[] write(TraceState state) {
    TraceAssembly assembly = state.assembly();
    TraceState.Snapshot at = state.snapshot();
    ObjectNode json = Json.object();
    json.put("version", VERSION).put("trace_id", state.traceId()).put("phase", at.phase().name());
    json.put("opened_at", at.openedAt()).put("changed_at", at.changedAt());
    json.put("closed_at", at.closedAt()).put("revision", at.revision()).put("late", at.late());
    at.told().forEach(json.putArray("told")::add);
    json.put("spans_dropped", assembly.spansDropped());
    json.put("logs_dropped", assembly.shelf().dropped());
    json.put("contents_dropped", assembly.contentsDropped());
    if (assembly.contentForgotten()) {
      json.put("content_forgotten", true);
    }
    ArrayNode spans = json.putArray("spans");
    assembly.spans().stream()
        .sorted((a, b) -> a.spanId().compareTo(b.spanId()))
        .forEach(span -> spans.add(MAPPER.valueToTree(span)));
    ArrayNode logs = json.putArray("logs");
    assembly.shelf().all().forEach(log -> logs.add(log(log)));
    assembly.shelf().forgotten().forEach(json.putArray("forgotten")::add);
    return Json.writeUtf8(json);
  }

  /**
   * Reads a state.
   *
   * @param rules that hold from now on
   * @throws InvalidInputException if the bytes are no state, or one of a later version
   */
  public static TraceState read(byte[] utf8, TraceRules rules) {
    JsonNode json = Json.parse(Json.decode(utf8, "trace state"), "trace state", 1);
    int version = json.path("version").asInt(0);
    if (version != VERSION) {
      throw new InvalidInputException(
          Problem.of("trace state: version", String.valueOf(version), String.valueOf(VERSION)));
    }
    try {
      return state(json, rules);
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new InvalidInputException(
          Problem.of("trace state", String.valueOf(e.getMessage()), "a state that Assay wrote"), e);
    }
  }

  private static TraceState state(JsonNode json, TraceRules rules) {
    TraceAssembly assembly = new TraceAssembly(json.path("trace_id").asString(), rules);
    for (JsonNode span : json.path("spans")) {
      assembly.add(MAPPER.treeToValue(span, GenAiSpan.class));
    }
    json.path("forgotten").forEach(hash -> assembly.shelf().forget(hash.asInt(0)));
    json.path("logs").forEach(log -> assembly.add(log(log)));
    assembly.countDropped(
        json.path("spans_dropped").asLong(0),
        json.path("logs_dropped").asLong(0),
        json.path("contents_dropped").asLong(0));
    if (json.path("content_forgotten").asBoolean(false)) {
      assembly.noteContentForgotten();
    }
    TreeSet<String> told = new TreeSet<>();
    json.path("told").forEach(id -> told.add(id.asString()));
    return new TraceState(
        assembly,
        rules,
        new TraceState.Snapshot(
            TraceState.Phase.valueOf(json.path("phase").asString()),
            json.path("opened_at").asLong(),
            json.path("changed_at").asLong(),
            json.path("closed_at").asLong(),
            json.path("revision").asInt(),
            json.path("late").asLong(),
            told));
  }

  private static ObjectNode log(LogEntry log) {
    ObjectNode json = Json.object();
    json.put("trace_id", log.traceId()).put("span_id", log.spanId());
    json.put("event_name", log.eventName()).put("time", log.timeNanos());
    json.put("severity", log.severity());
    json.set("body", tree(log.body()));
    json.set("attributes", tree(log.attributes().values()));
    Origin origin = log.origin();
    json.put("scope", origin.scope()).put("scope_version", origin.scopeVersion());
    json.put("schema_url", origin.schemaUrl());
    json.set("resource", tree(origin.resource().values()));
    return json;
  }

  private static LogEntry log(JsonNode json) {
    return new LogEntry(
        new Origin(
            attributes(json.path("resource")),
            json.path("scope").asString(""),
            json.path("scope_version").asString(""),
            json.path("schema_url").asString("")),
        text(json.path("trace_id")),
        text(json.path("span_id")),
        json.path("event_name").asString(""),
        json.path("time").asLong(0),
        json.path("severity").asInt(0),
        plain(json.path("body")),
        attributes(json.path("attributes")));
  }

  private static @Nullable String text(JsonNode json) {
    return json.isString() ? json.stringValue() : null;
  }

  private static Attributes attributes(JsonNode json) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    json.properties().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
    return new Attributes(values, 0);
  }

  private static JsonNode tree(@Nullable Object value) {
    return MAPPER.valueToTree(withoutBytes(value));
  }

  private static @Nullable Object withoutBytes(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(withoutBytes(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> items = new LinkedHashMap<>();
      map.forEach((key, item) -> items.put(String.valueOf(key), withoutBytes(item)));
      return items;
    }
    return value instanceof byte[] ? null : value;
  }

  private static @Nullable Object plain(JsonNode json) {
    if (json.isString()) {
      return json.stringValue();
    }
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (json.isIntegralNumber()) {
      return json.asLong(0);
    }
    if (json.isNumber()) {
      return json.asDouble(0);
    }
    if (json.isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      json.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (json.isObject()) {
      Map<String, @Nullable Object> items = new LinkedHashMap<>();
      json.properties().forEach(entry -> items.put(entry.getKey(), plain(entry.getValue())));
      return items;
    }
    return null;
  }
}
