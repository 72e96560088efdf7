package dev.assay.otel.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log record or event.
 *
 * @param origin who sent it
 * @param traceId 32 hexadecimal digits, or null if it belongs to no trace
 * @param spanId 16 hexadecimal digits, or null if it belongs to no span
 * @param eventName the field's or the attribute {@code event.name}'s text; empty for a plain log
 *     line
 * @param timeNanos since 1970: when it happened, or else when it was observed, or else when it
 *     arrived
 * @param severity OTLP's number, 0 if not given
 * @param body a value as in {@link Attributes}
 * @param attributes of the record
 * @since 0.1
 */
public record LogEntry(
    Origin origin,
    @Nullable String traceId,
    @Nullable String spanId,
    String eventName,
    long timeNanos,
    int severity,
    @Nullable Object body,
    Attributes attributes) {

  /** Checks the parts. */
  public LogEntry {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(eventName, "eventName");
    Objects.requireNonNull(attributes, "attributes");
  }

  /** How much memory its content takes, in characters, roughly. */
  public long characters() {
    return Attributes.characters(body) + Attributes.characters(attributes.values());
  }
}
