package dev.assay.otel.testing;

import dev.assay.core.json.Json;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the sample exports, which are sound, without any of the care that traffic needs. */
public final class Samples {

  private Samples() {}

  /** The spans of a sample. */
  public static List<SpanRecord> spans(String name) {
    List<SpanRecord> spans = new ArrayList<>();
    for (JsonNode resource : json(name).path("resourceSpans")) {
      for (JsonNode scope : resource.path("scopeSpans")) {
        Origin origin = origin(resource, scope);
        scope.path("spans").forEach(span -> spans.add(span(origin, span)));
      }
    }
    return spans;
  }

  /** The log records of a sample. */
  public static List<LogEntry> logs(String name) {
    List<LogEntry> logs = new ArrayList<>();
    for (JsonNode resource : json(name).path("resourceLogs")) {
      for (JsonNode scope : resource.path("scopeLogs")) {
        Origin origin = origin(resource, scope);
        scope.path("logRecords").forEach(log -> logs.add(log(origin, log)));
      }
    }
    return logs;
  }

  /** A sample's tree. */
  public static JsonNode json(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/otlp/" + name + ".json")) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return Json.parse(new String(bytes, StandardCharsets.UTF_8), name, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Origin origin(JsonNode resource, JsonNode scope) {
    JsonNode library = scope.path("scope");
    return new Origin(
        attributes(resource.path("resource")),
        library.path("name").asString(""),
        library.path("version").asString(""),
        "");
  }

  private static SpanRecord span(Origin origin, JsonNode span) {
    List<SpanRecord.Event> events = new ArrayList<>();
    for (JsonNode event : span.path("events")) {
      events.add(
          new SpanRecord.Event(
              event.path("name").asString(""), nanos(event, "timeUnixNano"), attributes(event)));
    }
    List<SpanRecord.Link> links = new ArrayList<>();
    for (JsonNode link : span.path("links")) {
      links.add(
          new SpanRecord.Link(
              link.path("traceId").asString(""),
              link.path("spanId").asString(""),
              attributes(link)));
    }
    return new SpanRecord(
        origin,
        span.path("traceId").asString(""),
        span.path("spanId").asString(""),
        text(span, "parentSpanId"),
        span.path("name").asString(""),
        span.path("kind").asInt(0),
        nanos(span, "startTimeUnixNano"),
        nanos(span, "endTimeUnixNano"),
        span.path("status").path("code").asInt(0),
        span.path("status").path("message").asString(""),
        attributes(span),
        events,
        links,
        0);
  }

  private static LogEntry log(Origin origin, JsonNode log) {
    Attributes attributes = attributes(log);
    String name = text(log, "eventName");
    String other = attributes.text("event.name");
    return new LogEntry(
        origin,
        text(log, "traceId"),
        text(log, "spanId"),
        name != null ? name : other != null ? other : "",
        nanos(log, "timeUnixNano"),
        log.path("severityNumber").asInt(0),
        value(log.path("body")),
        attributes);
  }

  private static Attributes attributes(JsonNode holder) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (JsonNode attribute : holder.path("attributes")) {
      values.put(attribute.path("key").asString(""), value(attribute.path("value")));
    }
    return new Attributes(values, holder.path("droppedAttributesCount").asInt(0));
  }

  private static @Nullable Object value(JsonNode value) {
    if (value.has("stringValue")) {
      return value.path("stringValue").asString();
    }
    if (value.has("intValue")) {
      return Long.parseLong(value.path("intValue").asString());
    }
    if (value.has("doubleValue")) {
      return value.path("doubleValue").asDouble();
    }
    if (value.has("boolValue")) {
      return value.path("boolValue").asBoolean();
    }
    if (value.has("arrayValue")) {
      List<@Nullable Object> list = new ArrayList<>();
      value.path("arrayValue").path("values").forEach(item -> list.add(value(item)));
      return list;
    }
    if (value.has("kvlistValue")) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (JsonNode entry : value.path("kvlistValue").path("values")) {
        map.put(entry.path("key").asString(""), value(entry.path("value")));
      }
      return map;
    }
    return null;
  }

  private static @Nullable String text(JsonNode holder, String name) {
    String text = holder.path(name).asString("");
    return text.isEmpty() ? null : text;
  }

  private static long nanos(JsonNode holder, String name) {
    return Long.parseLong(holder.path(name).asString("0"));
  }
}
