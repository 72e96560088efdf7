package dev.assay.otel.wire;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span being read: one draft serves all spans of a request. */
final class SpanDraft {

  private final Intake intake;

  final AttributesDraft attributes;
  // For an event or link, while the span's own attributes are still being read.
  final AttributesDraft inner;

  @Nullable String traceId;
  @Nullable String spanId;
  @Nullable String parentSpanId;
  String name = "";
  int kind;
  long startNanos;
  long endNanos;
  int status;
  String statusMessage = "";
  private List<SpanRecord.Event> events = List.of();
  private List<SpanRecord.Link> links = List.of();
  private int dropped;

  SpanDraft(Intake intake) {
    this.intake = intake;
    this.attributes = new AttributesDraft(intake);
    this.inner = new AttributesDraft(intake);
  }

  void clear() {
    attributes.take();
    inner.take();
    traceId = null;
    spanId = null;
    parentSpanId = null;
    name = "";
    kind = 0;
    startNanos = 0;
    endNanos = 0;
    status = 0;
    statusMessage = "";
    events = List.of();
    links = List.of();
    dropped = 0;
  }

  void kind(int number) {
    kind = known(number, 5);
  }

  void status(int number) {
    status = known(number, 2);
  }

  private int known(int number, int highest) {
    if (number < 0 || number > highest) {
      intake.adjust(Adjustment.UNKNOWN_ENUM);
      return 0;
    }
    return number;
  }

  void dropped(int count) {
    dropped = Counts.add(dropped, count);
  }

  void event(String name, long timeNanos, Attributes attributes) {
    intake.value();
    if (events.size() >= intake.limits().events()) {
      drop();
      return;
    }
    if (events.isEmpty()) {
      events = new ArrayList<>();
    }
    events.add(new SpanRecord.Event(name, timeNanos, attributes));
  }

  void link(@Nullable String traceId, @Nullable String spanId, Attributes attributes) {
    intake.value();
    if (traceId == null
        || spanId == null
        || traceId.equals(Ids.WRONG)
        || spanId.equals(Ids.WRONG)
        || links.size() >= intake.limits().events()) {
      drop();
      return;
    }
    if (links.isEmpty()) {
      links = new ArrayList<>();
    }
    links.add(new SpanRecord.Link(traceId, spanId, attributes));
  }

  private void drop() {
    intake.adjust(Adjustment.PART_DROPPED);
    dropped(1);
  }

  /**
   * The span.
   *
   * @throws BadRecordException if it cannot be one
   */
  SpanRecord build(Origin origin) {
    String trace = id(traceId, Rejection.TRACE_ID);
    String span = id(spanId, Rejection.SPAN_ID);
    if (Ids.WRONG.equals(parentSpanId)) {
      throw new BadRecordException(Rejection.PARENT_SPAN_ID);
    }
    checkTimes();
    return new SpanRecord(
        origin,
        trace,
        span,
        parentSpanId,
        name,
        kind,
        startNanos,
        endNanos,
        status,
        statusMessage,
        attributes.take(),
        events,
        links,
        dropped);
  }

  private static String id(@Nullable String id, Rejection otherwise) {
    if (id == null || id.equals(Ids.WRONG)) {
      throw new BadRecordException(otherwise);
    }
    return id;
  }

  private void checkTimes() {
    if (startNanos == 0 || endNanos == 0) {
      throw new BadRecordException(Rejection.NO_TIME);
    }
    if (intake.isFuture(startNanos) || intake.isFuture(endNanos)) {
      throw new BadRecordException(Rejection.FUTURE);
    }
    if (endNanos < startNanos) {
      throw new BadRecordException(Rejection.END_BEFORE_START);
    }
  }
}
