package dev.assay.otel.record;

import dev.assay.otel.record.SpanRecord.Event;
import dev.assay.otel.record.SpanRecord.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a batch, for a journal: compact, quick, and with a version.
 *
 * <p>Names, keys, ids of traces and origins are written once a batch and pointed to, and every span
 * says how long it is, so that each can be read by itself, whenever that is. What is read equals
 * what was written, except that half a surrogate pair, which is no text, becomes a question mark.
 *
 * @since 0.1
 */
public final class RecordCodec {

  /** The version that is written; the one before is read too. */
  public static final int VERSION = 2;

  private static final int GROWING_TABLES = 1;

  private static final int NULL = 0;
  private static final int TEXT = 1;
  private static final int TRUE = 2;
  private static final int FALSE = 3;
  private static final int LONG = 4;
  private static final int DOUBLE = 5;
  private static final int BYTES = 6;
  private static final int LIST = 7;
  private static final int MAP = 8;

  /** Deeper values are refused: nothing that was decoded is. */
  static final int DEEPEST = 64;

  private static final int MOST_AHEAD = 128;
  private static final int MOST_BYTES_AHEAD = 1 << 20;
  private static final int USUAL_BYTES = 1 << 10;
  private static final byte[] NO_BYTES = {};

  private RecordCodec() {}

  /** Writes a batch. */
  public static byte[] write(RecordBatch batch) {
    return write(batch, NO_BYTES);
  }

  /** Writes a batch, after these bytes. */
  public static byte[] write(RecordBatch batch, byte[] head) {
    RecordOutput out = new RecordOutput(head, Math.min(MOST_BYTES_AHEAD, room(batch)));
    out.byteValue(VERSION);
    int records = out.later();
    out.count(batch.spans().size());
    for (SpanRecord span : batch.spans()) {
      int place = out.later();
      out.trace(span.traceId());
      write(out, span);
      out.lengthSince(place);
    }
    out.count(batch.logs().size());
    for (LogEntry log : batch.logs()) {
      write(out, log);
    }
    out.lengthSince(records);
    tables(out);
    return out.toBytes();
  }

  // After the records, for it is they that fill them. Origins have names too.
  private static void tables(RecordOutput out) {
    int origins = out.later();
    out.count(out.origins().size());
    for (Origin origin : out.origins()) {
      write(out, origin.resource(), 0);
      out.text(origin.scope());
      out.text(origin.scopeVersion());
      out.text(origin.schemaUrl());
    }
    out.lengthSince(origins);
    texts(out, out.names());
    texts(out, out.traces());
  }

  private static void texts(RecordOutput out, List<String> texts) {
    out.count(texts.size());
    texts.forEach(out::text);
  }

  private static int room(RecordBatch batch) {
    return USUAL_BYTES * (1 + Math.min(USUAL_BYTES, batch.spans().size() + batch.logs().size()));
  }

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if the bytes are something else, or of a later version
   */
  public static RecordBatch read(byte[] bytes) {
    return read(bytes, new TextPool());
  }

  /**
   * Reads a batch, one of many that say much the same.
   *
   * @param pool where texts are that came before
   * @throws IllegalArgumentException if the bytes are something else, or of a later version
   */
  public static RecordBatch read(byte[] bytes, TextPool pool) {
    return read(bytes, 0, pool);
  }

  /**
   * Reads a batch that begins after others' bytes and goes to the end.
   *
   * @param from where it begins
   * @param pool where texts are that came before
   * @throws IllegalArgumentException if the bytes are something else, or of a later version
   */
  public static RecordBatch read(byte[] bytes, int from, TextPool pool) {
    return open(bytes, from, pool).read();
  }

  /**
   * Opens a batch that begins after others' bytes and goes to the end: its spans are read one by
   * one, when they are needed.
   *
   * @param from where it begins
   * @param pool where texts are that came before
   * @throws IllegalArgumentException if the bytes are something else, or of a later version
   */
  public static PackedBatch open(byte[] bytes, int from, TextPool pool) {
    RecordTables none = new RecordTables(new ArrayList<>(), new ArrayList<>(), pool, true);
    RecordInput in = new RecordInput(bytes, from, bytes.length, none);
    int version = in.byteValue();
    if (version == GROWING_TABLES) {
      return open(write(inOrder(in)), 0, pool);
    }
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version: " + version + " (expected: " + VERSION + "); written by a later Assay");
    }
    int length = in.length();
    int records = in.at();
    in.skip(length);
    RecordTables tables = tables(bytes, in, pool);
    List<String> traces = texts(in);
    in.end();
    RecordInput all = new RecordInput(bytes, records, records + length, tables);
    List<PackedSpan> spans = spans(bytes, all, tables, traces);
    List<LogEntry> logs = logs(all);
    all.end();
    return new PackedBatch(spans, logs);
  }

  private static RecordTables tables(byte[] bytes, RecordInput in, TextPool pool) {
    int length = in.length();
    int from = in.at();
    in.skip(length);
    List<String> names = texts(in);
    RecordTables ofOrigins = new RecordTables(names, List.of(), pool, false);
    RecordInput described = new RecordInput(bytes, from, from + length, ofOrigins);
    int originCount = described.count();
    List<Origin> origins = new ArrayList<>(Math.min(originCount, 1024));
    for (int i = 0; i < originCount; i++) {
      origins.add(describedOrigin(described));
    }
    described.end();
    return new RecordTables(names, origins, pool, false);
  }

  private static List<String> texts(RecordInput in) {
    int count = in.count();
    List<String> texts = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      texts.add(in.text());
    }
    return texts;
  }

  private static List<PackedSpan> spans(
      byte[] bytes, RecordInput in, RecordTables tables, List<String> traces) {
    int count = in.count();
    List<PackedSpan> spans = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      int length = in.length();
      int end = in.at() + length;
      String traceId = RecordTables.at(traces, in.count(), "trace");
      int from = in.at();
      in.skip(end - from);
      spans.add(new PackedSpan(bytes, from, end, tables, traceId));
    }
    return spans;
  }

  // As version 1 has it: what is new stands where it is first said.
  private static RecordBatch inOrder(RecordInput in) {
    int spanCount = in.count();
    List<SpanRecord> spans = new ArrayList<>(Math.min(spanCount, 1024));
    for (int i = 0; i < spanCount; i++) {
      Origin origin = origin(in);
      spans.add(span(in, origin, in.name()));
    }
    List<LogEntry> logs = logs(in);
    in.end();
    return new RecordBatch(spans, logs);
  }

  private static List<LogEntry> logs(RecordInput in) {
    int logCount = in.count();
    List<LogEntry> logs = new ArrayList<>(Math.min(logCount, 1024));
    for (int i = 0; i < logCount; i++) {
      logs.add(log(in));
    }
    return logs;
  }

  private static void write(RecordOutput out, SpanRecord span) {
    out.origin(span.origin());
    out.text(span.spanId());
    out.nullableText(span.parentSpanId());
    out.name(span.name());
    out.count(span.kind());
    out.fixed(span.startNanos());
    out.fixed(span.endNanos());
    out.count(span.status());
    out.text(span.statusMessage());
    write(out, span.attributes(), 0);
    out.count(span.events().size());
    for (Event event : span.events()) {
      out.name(event.name());
      out.fixed(event.timeNanos());
      write(out, event.attributes(), 0);
    }
    out.count(span.links().size());
    for (Link link : span.links()) {
      out.name(link.traceId());
      out.text(link.spanId());
      write(out, link.attributes(), 0);
    }
    out.count(span.dropped());
  }

  /** Reads a span whose trace is known. */
  static SpanRecord span(RecordInput in, String traceId) {
    return span(in, origin(in), traceId);
  }

  /** Reads as much of a span as its id. */
  static String spanId(RecordInput in) {
    origin(in);
    return in.text();
  }

  private static SpanRecord span(RecordInput in, Origin origin, String traceId) {
    String spanId = in.text();
    String parent = in.nullableText();
    String name = in.name();
    int kind = in.count();
    long start = in.fixed();
    long end = in.fixed();
    int status = in.count();
    String message = in.text();
    Attributes attributes = attributes(in, 0);
    int eventCount = in.count();
    List<Event> events = eventCount == 0 ? List.of() : new ArrayList<>();
    for (int left = eventCount; left > 0; left--) {
      events.add(new Event(in.name(), in.fixed(), attributes(in, 0)));
    }
    int linkCount = in.count();
    List<Link> links = linkCount == 0 ? List.of() : new ArrayList<>();
    for (int left = linkCount; left > 0; left--) {
      links.add(new Link(in.name(), in.text(), attributes(in, 0)));
    }
    return new SpanRecord(
        origin,
        traceId,
        spanId,
        parent,
        name,
        kind,
        start,
        end,
        status,
        message,
        attributes,
        events,
        links,
        in.count());
  }

  private static void write(RecordOutput out, LogEntry log) {
    out.origin(log.origin());
    out.nullableText(log.traceId());
    out.nullableText(log.spanId());
    out.name(log.eventName());
    out.fixed(log.timeNanos());
    out.count(log.severity());
    write(out, log.body(), 0);
    write(out, log.attributes(), 0);
  }

  private static LogEntry log(RecordInput in) {
    return new LogEntry(
        origin(in),
        in.nullableText(),
        in.nullableText(),
        in.name(),
        in.fixed(),
        in.count(),
        value(in, 0),
        attributes(in, 0));
  }

  private static Origin origin(RecordInput in) {
    Origin known = in.origin();
    if (known != null) {
      return known;
    }
    Origin origin = describedOrigin(in);
    in.learn(origin);
    return origin;
  }

  private static Origin describedOrigin(RecordInput in) {
    return new Origin(attributes(in, 0), in.text(), in.text(), in.text());
  }

  private static void write(RecordOutput out, Attributes attributes, int depth) {
    writeMap(out, attributes.values(), depth);
    out.count(attributes.dropped());
    out.count(attributes.shortened().size());
    attributes.shortened().forEach(out::name);
  }

  private static Attributes attributes(RecordInput in, int depth) {
    Map<String, @Nullable Object> values = map(in, depth);
    int dropped = in.count();
    int shortenedCount = in.count();
    List<String> shortened = shortenedCount == 0 ? List.of() : new ArrayList<>();
    for (int left = shortenedCount; left > 0; left--) {
      shortened.add(in.name());
    }
    return values.isEmpty() && dropped == 0 && shortened.isEmpty()
        ? Attributes.NONE
        : new Attributes(values, dropped, shortened);
  }

  private static void writeMap(RecordOutput out, Map<?, ?> values, int depth) {
    out.count(values.size());
    values.forEach(
        (key, value) -> {
          out.name((String) key);
          write(out, value, depth + 1);
        });
  }

  private static Map<String, @Nullable Object> map(RecordInput in, int depth) {
    int size = in.count();
    if (size == 0) {
      return Map.of();
    }
    // As many as it says, but no more than a lie may cost.
    Map<String, @Nullable Object> values = new LinkedHashMap<>(Math.min(2 * size, MOST_AHEAD));
    for (int left = size; left > 0; left--) {
      values.put(in.name(), value(in, depth + 1));
    }
    return values;
  }

  private static void write(RecordOutput out, @Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("value: deeper than " + DEEPEST);
    }
    if (value == null) {
      out.byteValue(NULL);
    } else if (value instanceof String text) {
      out.byteValue(TEXT);
      out.text(text);
    } else if (value instanceof Boolean flag) {
      out.byteValue(flag ? TRUE : FALSE);
    } else if (value instanceof Long number) {
      out.byteValue(LONG);
      out.zigzag(number);
    } else if (value instanceof Double number) {
      out.byteValue(DOUBLE);
      out.fixed(Double.doubleToRawLongBits(number));
    } else if (value instanceof byte[] bytes) {
      out.byteValue(BYTES);
      out.bytes(bytes);
    } else if (value instanceof List<?> list) {
      out.byteValue(LIST);
      out.count(list.size());
      for (Object element : list) {
        write(out, element, depth + 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.byteValue(MAP);
      writeMap(out, map, depth);
    } else {
      throw new IllegalArgumentException(
          "value: " + value.getClass().getName() + " (expected: a value as in Attributes)");
    }
  }

  private static @Nullable Object value(RecordInput in, int depth) {
    if (depth > DEEPEST) {
      throw RecordInput.malformed("a value deeper than " + DEEPEST);
    }
    int tag = in.byteValue();
    return switch (tag) {
      case NULL -> null;
      case TEXT -> in.text();
      case TRUE -> true;
      case FALSE -> false;
      case LONG -> in.zigzag();
      case DOUBLE -> Double.longBitsToDouble(in.fixed());
      case BYTES -> in.bytes();
      case LIST -> list(in, depth);
      case MAP -> map(in, depth);
      default -> throw RecordInput.malformed("value of kind " + tag);
    };
  }

  private static List<@Nullable Object> list(RecordInput in, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      list.add(value(in, depth + 1));
    }
    return list;
  }
}
