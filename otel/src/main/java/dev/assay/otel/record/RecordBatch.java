package dev.assay.otel.record;

import java.util.List;

/**
 * Spans and log records that arrived together.
 *
 * @param spans in the order sent
 * @param logs in the order sent
 * @since 0.1
 */
public record RecordBatch(List<SpanRecord> spans, List<LogEntry> logs) {

  /** Copies the lists. */
  public RecordBatch {
    spans = List.copyOf(spans);
    logs = List.copyOf(logs);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return spans.isEmpty() && logs.isEmpty();
  }
}
