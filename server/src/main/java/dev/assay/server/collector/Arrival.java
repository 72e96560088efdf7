package dev.assay.server.collector;

import dev.assay.otel.record.PackedBatch;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.RecordCodec;
import dev.assay.otel.record.TextPool;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A frame of the journal: what came, and when.
 *
 * @param receivedAt by this server's clock, to the millisecond
 * @param records what came
 * @since 0.1
 */
public record Arrival(Instant receivedAt, RecordBatch records) {

  // Another sort of frame gets another number.
  private static final byte RECORDS = 1;
  private static final int HEAD_BYTES = 1 + Long.BYTES;

  /** The frame's bytes. */
  public byte[] toBytes() {
    byte[] head =
        ByteBuffer.allocate(HEAD_BYTES).put(RECORDS).putLong(receivedAt.toEpochMilli()).array();
    return RecordCodec.write(records, head);
  }

  /**
   * Reads a frame.
   *
   * @throws IllegalArgumentException if it is none, or was written by a later Assay
   */
  public static Arrival fromBytes(byte[] frame) {
    PackedBatch records = open(frame, new TextPool());
    Instant at = Instant.ofEpochMilli(ByteBuffer.wrap(frame, 1, Long.BYTES).getLong());
    return new Arrival(at, records.read());
  }

  /**
   * Opens the records of a frame, one of many that say much the same.
   *
   * @param pool where texts are that came before
   * @throws IllegalArgumentException if it is none, or was written by a later Assay
   */
  public static PackedBatch open(byte[] frame, TextPool pool) {
    if (frame.length < HEAD_BYTES || frame[0] != RECORDS) {
      throw new IllegalArgumentException(
          "frame: "
              + (frame.length == 0 ? "empty" : "kind " + frame[0])
              + " (expected: kind "
              + RECORDS
              + "); written by a later Assay");
    }
    return RecordCodec.open(frame, HEAD_BYTES, pool);
  }
}
