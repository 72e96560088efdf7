package dev.assay.otel.wire;

import dev.assay.core.json.Json;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records into OTLP's JSON: ids in hexadecimal digits, 64-bit numbers as texts, no defaults. */
final class JsonWriter {

  private JsonWriter() {}

  static ObjectNode traces(List<SpanRecord> spans) {
    return request(OtlpSignal.TRACES, spans, SpanRecord::origin, JsonWriter::span);
  }

  static ObjectNode logs(List<LogEntry> entries) {
    return request(OtlpSignal.LOGS, entries, LogEntry::origin, JsonWriter::entry);
  }

  private static <T> ObjectNode request(
      OtlpSignal signal,
      List<T> records,
      Function<T, Origin> originOf,
      BiConsumer<T, ObjectNode> writer) {
    ObjectNode request = Json.object();
    ArrayNode resources = request.putArray(signal.resourceField());
    ArrayNode scopes = null;
    ArrayNode into = null;
    Origin last = null;
    for (T record : records) {
      Origin origin = originOf.apply(record);
      if (scopes == null || last == null || !origin.resource().equals(last.resource())) {
        scopes = resource(resources.addObject(), origin.resource(), signal);
        into = null;
      }
      if (into == null || !origin.equals(last)) {
        into = scope(scopes.addObject(), origin, signal);
      }
      writer.accept(record, into.addObject());
      last = origin;
    }
    return request;
  }

  private static ArrayNode resource(ObjectNode into, Attributes attributes, OtlpSignal signal) {
    attributes(into.putObject("resource"), attributes);
    return into.putArray(signal.scopeField());
  }

  private static ArrayNode scope(ObjectNode into, Origin origin, OtlpSignal signal) {
    ObjectNode scope = into.putObject("scope");
    text(scope, "name", origin.scope());
    text(scope, "version", origin.scopeVersion());
    text(into, "schemaUrl", origin.schemaUrl());
    return into.putArray(signal.recordField());
  }

  private static void span(SpanRecord span, ObjectNode into) {
    into.put("traceId", span.traceId());
    into.put("spanId", span.spanId());
    text(into, "parentSpanId", span.parentSpanId());
    text(into, "name", span.name());
    number(into, "kind", span.kind());
    into.put("startTimeUnixNano", Long.toString(span.startNanos()));
    into.put("endTimeUnixNano", Long.toString(span.endNanos()));
    attributes(into, span.attributes());
    if (!span.events().isEmpty()) {
      ArrayNode events = into.putArray("events");
      span.events().forEach(event -> event(event, events.addObject()));
    }
    if (!span.links().isEmpty()) {
      ArrayNode links = into.putArray("links");
      span.links().forEach(link -> link(link, links.addObject()));
    }
    number(into, "droppedEventsCount", span.dropped());
    if (span.status() != 0 || !span.statusMessage().isEmpty()) {
      ObjectNode status = into.putObject("status");
      number(status, "code", span.status());
      text(status, "message", span.statusMessage());
    }
  }

  private static void event(SpanRecord.Event event, ObjectNode into) {
    into.put("timeUnixNano", Long.toString(event.timeNanos()));
    text(into, "name", event.name());
    attributes(into, event.attributes());
  }

  private static void link(SpanRecord.Link link, ObjectNode into) {
    into.put("traceId", link.traceId());
    into.put("spanId", link.spanId());
    attributes(into, link.attributes());
  }

  private static void entry(LogEntry entry, ObjectNode into) {
    into.put("timeUnixNano", Long.toString(entry.timeNanos()));
    into.put("observedTimeUnixNano", Long.toString(entry.timeNanos()));
    text(into, "traceId", entry.traceId());
    text(into, "spanId", entry.spanId());
    number(into, "severityNumber", entry.severity());
    text(into, "eventName", entry.eventName());
    if (entry.body() != null) {
      value(into.putObject("body"), entry.body());
    }
    attributes(into, entry.attributes());
  }

  private static void attributes(ObjectNode into, Attributes attributes) {
    if (!attributes.values().isEmpty()) {
      ArrayNode pairs = into.putArray("attributes");
      attributes.values().forEach((key, value) -> pair(pairs.addObject(), key, value));
    }
    number(into, "droppedAttributesCount", attributes.dropped());
  }

  private static void pair(ObjectNode into, String key, @Nullable Object value) {
    into.put("key", key);
    value(into.putObject("value"), value);
  }

  private static void value(ObjectNode into, @Nullable Object value) {
    if (value instanceof String text) {
      into.put("stringValue", text);
    } else if (value instanceof Boolean bool) {
      into.put("boolValue", bool);
    } else if (value instanceof Long number) {
      into.put("intValue", number.toString());
    } else if (value instanceof Double number) {
      into.put("doubleValue", number);
    } else if (value instanceof byte[] bytes) {
      into.put("bytesValue", Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof List<?> items) {
      ArrayNode values = into.putObject("arrayValue").putArray("values");
      items.forEach(item -> value(values.addObject(), item));
    } else if (value instanceof Map<?, ?> map) {
      ArrayNode values = into.putObject("kvlistValue").putArray("values");
      map.forEach((key, item) -> pair(values.addObject(), String.valueOf(key), item));
    }
  }

  private static void text(ObjectNode into, String field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      into.put(field, text);
    }
  }

  private static void number(ObjectNode into, String field, int number) {
    if (number != 0) {
      into.put(field, number);
    }
  }
}
