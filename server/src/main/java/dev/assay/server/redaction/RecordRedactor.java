package dev.assay.server.redaction;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.SpanKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Redacts the spans and log records of one batch; for one thread. */
final class RecordRedactor {

  private final ValueRedactor values;
  private final ContentSwitch contentSwitch;
  private final ContentKeeper keeper;
  private final Tally tally;
  // Records share their origin, so that it is looked at once.
  private final IdentityHashMap<Origin, Origin> origins = new IdentityHashMap<>();
  private final Map<String, String> features = new HashMap<>();

  RecordRedactor(
      ValueRedactor values, ContentSwitch contentSwitch, ContentKeeper keeper, Tally tally) {
    this.values = values;
    this.contentSwitch = contentSwitch;
    this.keeper = keeper;
    this.tally = tally;
  }

  RecordBatch redact(RecordBatch batch) {
    if (contentSwitch.asksForFeature()) {
      // One span names the feature, for all of its trace.
      for (SpanRecord span : batch.spans()) {
        String feature = SpanKeys.feature(span.attributes());
        if (feature != null) {
          features.putIfAbsent(span.traceId(), feature);
        }
      }
    }
    List<SpanRecord> spans = new ArrayList<>(batch.spans().size());
    for (SpanRecord span : batch.spans()) {
      spans.add(span(span));
    }
    List<LogEntry> logs = new ArrayList<>(batch.logs().size());
    for (LogEntry log : batch.logs()) {
      logs.add(log(log));
    }
    return new RecordBatch(spans, logs);
  }

  private SpanRecord span(SpanRecord span) {
    boolean keep = keeps(span.traceId(), span.origin(), span.attributes());
    List<SpanRecord.Event> events = span.events();
    if (!events.isEmpty()) {
      List<SpanRecord.Event> redacted = new ArrayList<>(events.size());
      for (SpanRecord.Event event : events) {
        Attributes attributes = attributes(event.attributes(), keep);
        redacted.add(new SpanRecord.Event(event.name(), event.timeNanos(), attributes));
      }
      events = redacted;
    }
    List<SpanRecord.Link> links = span.links();
    if (!links.isEmpty()) {
      List<SpanRecord.Link> redacted = new ArrayList<>(links.size());
      for (SpanRecord.Link link : links) {
        Attributes attributes = attributes(link.attributes(), keep);
        redacted.add(new SpanRecord.Link(link.traceId(), link.spanId(), attributes));
      }
      links = redacted;
    }
    return new SpanRecord(
        origin(span.origin()),
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        values.text(span.name()),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        span.status(),
        keep ? values.text(span.statusMessage()) : "",
        attributes(span.attributes(), keep),
        events,
        links,
        span.dropped());
  }

  private LogEntry log(LogEntry log) {
    boolean keep = keeps(log.traceId(), log.origin(), log.attributes());
    Object body = log.body();
    return new LogEntry(
        origin(log.origin()),
        log.traceId(),
        log.spanId(),
        log.eventName(),
        log.timeNanos(),
        log.severity(),
        keep && body != null ? values.content("", body, 0) : null,
        attributes(log.attributes(), keep));
  }

  private boolean keeps(@Nullable String traceId, Origin origin, Attributes attributes) {
    String feature = traceId == null ? null : features.get(traceId);
    if (!contentSwitch.keeps(origin, attributes, feature)) {
      tally.dropped(Tally.SWITCHED_OFF);
      return false;
    }
    if (traceId != null && !keeper.keep(traceId, origin, attributes)) {
      tally.dropped(Tally.NOBODY_MAY_LOOK);
      return false;
    }
    return true;
  }

  private Origin origin(Origin origin) {
    return Objects.requireNonNull(
        origins.computeIfAbsent(
            origin,
            given -> {
              Attributes resource = redacted(given.resource());
              return resource.equals(given.resource())
                  ? given
                  : new Origin(resource, given.scope(), given.scopeVersion(), given.schemaUrl());
            }));
  }

  private Attributes attributes(Attributes attributes, boolean keep) {
    return keep ? redacted(attributes) : withoutContent(attributes);
  }

  private Attributes redacted(Attributes attributes) {
    return attributes.mapped(values::redact);
  }

  private Attributes withoutContent(Attributes attributes) {
    Stripping stripping = new Stripping();
    attributes.values().forEach(stripping);
    Map<String, @Nullable Object> kept = stripping.kept;
    if (stripping.any) {
      kept.putIfAbsent(SpanKeys.MARKER, SpanKeys.HIDDEN);
    }
    if (attributes.shortened().isEmpty()) {
      return new Attributes(kept, attributes.dropped());
    }
    List<String> shortened = new ArrayList<>(attributes.shortened());
    shortened.retainAll(kept.keySet());
    return new Attributes(kept, attributes.dropped(), shortened);
  }

  /** What is left of attributes without content. */
  private final class Stripping implements BiConsumer<String, @Nullable Object> {

    private final Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    private boolean any;

    @Override
    public void accept(String key, @Nullable Object value) {
      switch (SpanKeys.use(key)) {
        case OPERATION, USER, LABEL -> kept.put(key, values.redact(key, value));
        case METADATA -> {
          Object rest = value == null ? null : values.metadata(value, true);
          if (rest != null) {
            kept.put(key, rest);
          }
        }
        case CONTENT -> {
          any = true;
          if (SpanKeys.tellsKind(key)) {
            kept.put(key, SpanKeys.HIDDEN);
          }
        }
      }
    }
  }
}
