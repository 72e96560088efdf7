package dev.assay.otel.wire;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import org.jspecify.annotations.Nullable;

/** A log record being read: one draft serves all records of a request. */
final class LogDraft {

  private static final String EVENT_NAME = "event.name";
  private static final int HIGHEST_SEVERITY = 24;

  private final Intake intake;

  final AttributesDraft attributes;

  @Nullable String traceId;
  @Nullable String spanId;
  String eventName = "";
  long timeNanos;
  long observedNanos;
  int severity;
  @Nullable Object body;
  boolean bodyShortened;

  LogDraft(Intake intake) {
    this.intake = intake;
    this.attributes = new AttributesDraft(intake);
  }

  void clear() {
    attributes.take();
    traceId = null;
    spanId = null;
    eventName = "";
    timeNanos = 0;
    observedNanos = 0;
    severity = 0;
    body = null;
    bodyShortened = false;
  }

  void severity(int number) {
    boolean known = number >= 0 && number <= HIGHEST_SEVERITY;
    if (!known) {
      intake.adjust(Adjustment.UNKNOWN_ENUM);
    }
    severity = known ? number : 0;
  }

  /**
   * The record. The protocol asks that one with unusable ids is taken as one without.
   *
   * @throws BadRecordException if it cannot be one
   */
  LogEntry build(Origin origin) {
    long time = timeNanos == 0 ? observedNanos : timeNanos;
    if (time == 0) {
      // Whoever saw neither time sent it just now.
      time = intake.arrivalNanos();
    }
    if (intake.isFuture(time)) {
      throw new BadRecordException(Rejection.FUTURE);
    }
    if (Ids.WRONG.equals(traceId)
        || Ids.WRONG.equals(spanId)
        || (traceId == null && spanId != null)) {
      intake.adjust(Adjustment.LOG_ID_IGNORED);
    }
    String trace = Ids.WRONG.equals(traceId) ? null : traceId;
    String span = trace == null || Ids.WRONG.equals(spanId) ? null : spanId;
    if (bodyShortened) {
      intake.adjust(Adjustment.VALUE_SHORTENED);
      attributes.dropped(1);
    }
    Attributes all = attributes.take();
    String named = all.text(EVENT_NAME);
    String event = eventName.isEmpty() && named != null ? named : eventName;
    return new LogEntry(origin, trace, span, event, time, severity, body, all);
  }
}
