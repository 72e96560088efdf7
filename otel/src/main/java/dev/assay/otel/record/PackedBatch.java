package dev.assay.otel.record;

import java.util.List;

/**
 * Spans and log records that arrived together, the spans not read yet.
 *
 * @param spans in the order sent
 * @param logs in the order sent
 * @since 0.1
 */
public record PackedBatch(List<PackedSpan> spans, List<LogEntry> logs) {

  /** Nothing. */
  public static final PackedBatch EMPTY = new PackedBatch(List.of(), List.of());

  /** Copies the lists. */
  public PackedBatch {
    spans = List.copyOf(spans);
    logs = List.copyOf(logs);
  }

  /**
   * Reads the spans.
   *
   * @throws IllegalArgumentException if the bytes of one are something else
   */
  public RecordBatch read() {
    return new RecordBatch(spans.stream().map(PackedSpan::read).toList(), logs);
  }
}
