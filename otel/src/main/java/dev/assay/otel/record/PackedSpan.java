package dev.assay.otel.record;

import java.util.Arrays;

/**
 * A span as it lies in the bytes of a batch, to be read once it is needed. Tens of thousands of
 * these are held while their traces are in the making, where what is read of one is some thirty
 * objects.
 *
 * <p>For the thread that the pool of texts is for.
 *
 * @since 0.1
 */
public final class PackedSpan {

  private final byte[] bytes;
  private final int from;
  private final int end;
  private final RecordTables tables;
  private final String traceId;

  PackedSpan(byte[] bytes, int from, int end, RecordTables tables, String traceId) {
    this.bytes = bytes;
    this.from = from;
    this.end = end;
    this.tables = tables;
    this.traceId = traceId;
  }

  /** The trace it is of. */
  public String traceId() {
    return traceId;
  }

  /**
   * Its id.
   *
   * @throws IllegalArgumentException if its bytes are something else
   */
  public String spanId() {
    return RecordCodec.spanId(new RecordInput(bytes, from, end, tables));
  }

  /** How many bytes it takes. */
  public int size() {
    return end - from;
  }

  /** The same with bytes of its own, so that it holds no batch in memory. */
  public PackedSpan apart() {
    byte[] own = Arrays.copyOfRange(bytes, from, end);
    return new PackedSpan(own, 0, own.length, tables, traceId);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if its bytes are something else
   */
  public SpanRecord read() {
    RecordInput in = new RecordInput(bytes, from, end, tables);
    SpanRecord span = RecordCodec.span(in, traceId);
    in.end();
    return span;
  }
}
