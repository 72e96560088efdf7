package dev.assay.otel.record;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A span.
 *
 * @param origin who sent it
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero
 * @param parentSpanId null for the root
 * @param name as sent
 * @param kind OTLP's number: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer
 * @param startNanos since 1970
 * @param endNanos since 1970, not before the start
 * @param status OTLP's number: 0 unset, 1 ok, 2 error
 * @param statusMessage empty if not given
 * @param attributes of the span
 * @param events in the order sent
 * @param links in the order sent
 * @param dropped events and links that the sender dropped
 * @since 0.1
 */
public record SpanRecord(
    Origin origin,
    String traceId,
    String spanId,
    @Nullable String parentSpanId,
    String name,
    int kind,
    long startNanos,
    long endNanos,
    int status,
    String statusMessage,
    Attributes attributes,
    List<Event> events,
    List<Link> links,
    int dropped) {

  /** Checks the parts. */
  public SpanRecord {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(spanId, "spanId");
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  /**
   * Something that happened during the span.
   *
   * @param name as sent
   * @param timeNanos since 1970
   * @param attributes of the event
   */
  public record Event(String name, long timeNanos, Attributes attributes) {}

  /**
   * A pointer to another span.
   *
   * @param traceId 32 hexadecimal digits
   * @param spanId 16 hexadecimal digits
   * @param attributes of the link
   */
  public record Link(String traceId, String spanId, Attributes attributes) {}
}
