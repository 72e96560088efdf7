package dev.assay.otel.testing;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes spans of one trace, with times in milliseconds from a fixed start. */
public final class SpanMaker {

  public static final String TRACE = "5b8efff798038103d269b633813fc60c";
  public static final long START = 1_788_000_000_000_000_000L;

  private final String id;
  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> resource = new LinkedHashMap<>();
  private final List<SpanRecord.Event> events = new ArrayList<>();
  private final List<SpanRecord.Link> links = new ArrayList<>();
  private @Nullable String parent;
  private String name = "span";
  private String scope = "";
  private int kind = 1;
  private long from;
  private long to = 1000;
  private int status;
  private String message = "";
  private int dropped;

  private SpanMaker(int id) {
    this.id = id(id);
  }

  /** A span by a small number. */
  public static SpanMaker span(int id) {
    return new SpanMaker(id);
  }

  /** A model's span. */
  public static SpanMaker chat(int id) {
    return span(id).name("chat").set("gen_ai.operation.name", "chat");
  }

  public static String id(int id) {
    return String.format(Locale.ROOT, "%016x", id);
  }

  public SpanMaker parent(int parent) {
    this.parent = id(parent);
    return this;
  }

  public SpanMaker name(String name) {
    this.name = name;
    return this;
  }

  public SpanMaker scope(String scope) {
    this.scope = scope;
    return this;
  }

  public SpanMaker server() {
    this.kind = 2;
    return this;
  }

  /** A call of another service. */
  public SpanMaker client() {
    this.kind = 3;
    return this;
  }

  /** From and to, in milliseconds. */
  public SpanMaker at(long from, long to) {
    this.from = from;
    this.to = to;
    return this;
  }

  public SpanMaker set(String key, @Nullable Object value) {
    attributes.put(key, value);
    return this;
  }

  public SpanMaker resource(String key, Object value) {
    resource.put(key, value);
    return this;
  }

  public SpanMaker said(String input, String output) {
    return set("gen_ai.input.messages", message("user", input))
        .set("gen_ai.output.messages", message("assistant", output));
  }

  public SpanMaker tokens(long input, long output) {
    return set("gen_ai.usage.input_tokens", input).set("gen_ai.usage.output_tokens", output);
  }

  public SpanMaker event(String name, long millis, @Nullable Object... pairs) {
    events.add(new SpanRecord.Event(name, START + millis * 1_000_000, Attributes.of(pairs)));
    return this;
  }

  public SpanMaker link(String traceId, int spanId) {
    links.add(new SpanRecord.Link(traceId, id(spanId), Attributes.NONE));
    return this;
  }

  public SpanMaker failed(String message) {
    this.status = 2;
    this.message = message;
    return this;
  }

  public SpanMaker status(int status) {
    this.status = status;
    return this;
  }

  public SpanMaker dropped(int dropped) {
    this.dropped = dropped;
    return this;
  }

  public static List<Object> message(String role, String text) {
    return List.of(Map.of("role", role, "parts", List.of(Map.of("type", "text", "content", text))));
  }

  public SpanRecord make() {
    return new SpanRecord(
        new Origin(new Attributes(resource, 0), scope, "", ""),
        TRACE,
        id,
        parent,
        name,
        kind,
        START + from * 1_000_000,
        START + to * 1_000_000,
        status,
        message,
        new Attributes(attributes, dropped),
        events,
        links,
        0);
  }

  /** A log record of a span. */
  public static LogEntry log(
      int span, String event, long millis, @Nullable Object body, @Nullable Object... pairs) {
    return new LogEntry(
        new Origin(Attributes.NONE, "", "", ""),
        TRACE,
        id(span),
        event,
        START + millis * 1_000_000,
        9,
        body,
        Attributes.of(pairs));
  }
}
