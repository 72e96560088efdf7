package dev.assay.otel.wire;

import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads spans from JSON. */
final class JsonSpans implements JsonExport.Records<SpanRecord> {

  private static final Map<String, Integer> KINDS =
      Map.of(
          "SPAN_KIND_UNSPECIFIED", 0,
          "SPAN_KIND_INTERNAL", 1,
          "SPAN_KIND_SERVER", 2,
          "SPAN_KIND_CLIENT", 3,
          "SPAN_KIND_PRODUCER", 4,
          "SPAN_KIND_CONSUMER", 5);

  private static final Map<String, Integer> STATUSES =
      Map.of("STATUS_CODE_UNSET", 0, "STATUS_CODE_OK", 1, "STATUS_CODE_ERROR", 2);

  private final JsonInput in;
  private final JsonValues values;
  private final SpanDraft draft;
  private final List<SpanRecord> spans = new ArrayList<>();

  JsonSpans(JsonInput in, Intake intake) {
    this.in = in;
    this.values = new JsonValues(in, intake);
    this.draft = new SpanDraft(intake);
  }

  @Override
  public List<SpanRecord> all() {
    return spans;
  }

  @Override
  public void read(Origin origin) {
    draft.clear();
    String name;
    while ((name = in.nextField()) != null) {
      field(name);
    }
    spans.add(draft.build(origin));
  }

  private void field(String name) {
    switch (name) {
      case "traceId", "trace_id" -> draft.traceId = in.id(Ids.TRACE_BYTES);
      case "spanId", "span_id" -> draft.spanId = in.id(Ids.SPAN_BYTES);
      case "parentSpanId", "parent_span_id" -> draft.parentSpanId = in.id(Ids.SPAN_BYTES);
      case "name" -> draft.name = values.boundedText(draft.attributes);
      case "kind" -> draft.kind(in.number(KINDS));
      case "startTimeUnixNano", "start_time_unix_nano" -> draft.startNanos = in.nanos();
      case "endTimeUnixNano", "end_time_unix_nano" -> draft.endNanos = in.nanos();
      case "attributes" -> values.attributes(draft.attributes);
      case "droppedAttributesCount", "dropped_attributes_count" ->
          draft.attributes.dropped(in.count());
      case "events" -> events();
      case "links" -> links();
      case "droppedEventsCount",
          "dropped_events_count",
          "droppedLinksCount",
          "dropped_links_count" ->
          draft.dropped(in.count());
      case "status" -> status();
      default -> in.skip();
    }
  }

  private void events() {
    if (!in.array()) {
      return;
    }
    while (in.nextItem()) {
      if (in.object()) {
        event();
      }
    }
  }

  private void event() {
    String eventName = "";
    long time = 0;
    String name;
    while ((name = in.nextField()) != null) {
      switch (name) {
        case "timeUnixNano", "time_unix_nano" -> time = in.nanos();
        case "name" -> eventName = values.boundedText(draft.inner);
        case "attributes" -> values.attributes(draft.inner);
        case "droppedAttributesCount", "dropped_attributes_count" ->
            draft.inner.dropped(in.count());
        default -> in.skip();
      }
    }
    draft.event(eventName, time, draft.inner.take());
  }

  private void links() {
    if (!in.array()) {
      return;
    }
    while (in.nextItem()) {
      if (in.object()) {
        link();
      }
    }
  }

  private void link() {
    @Nullable String traceId = null;
    @Nullable String spanId = null;
    String name;
    while ((name = in.nextField()) != null) {
      switch (name) {
        case "traceId", "trace_id" -> traceId = in.id(Ids.TRACE_BYTES);
        case "spanId", "span_id" -> spanId = in.id(Ids.SPAN_BYTES);
        case "attributes" -> values.attributes(draft.inner);
        case "droppedAttributesCount", "dropped_attributes_count" ->
            draft.inner.dropped(in.count());
        default -> in.skip();
      }
    }
    draft.link(traceId, spanId, draft.inner.take());
  }

  private void status() {
    if (!in.object()) {
      return;
    }
    String name;
    while ((name = in.nextField()) != null) {
      switch (name) {
        case "message" -> draft.statusMessage = values.boundedText(draft.attributes);
        case "code" -> draft.status(in.number(STATUSES));
        default -> in.skip();
      }
    }
  }

  @Override
  public void rename(int from, UnaryOperator<Origin> origin) {
    spans
        .subList(from, spans.size())
        .replaceAll(
            span ->
                new SpanRecord(
                    origin.apply(span.origin()),
                    span.traceId(),
                    span.spanId(),
                    span.parentSpanId(),
                    span.name(),
                    span.kind(),
                    span.startNanos(),
                    span.endNanos(),
                    span.status(),
                    span.statusMessage(),
                    span.attributes(),
                    span.events(),
                    span.links(),
                    span.dropped()));
  }
}
