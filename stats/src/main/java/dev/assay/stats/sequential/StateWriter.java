package dev.assay.stats.sequential;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Writes the binary form of a state: the letters {@code ASQ}, one byte for the kind, two for the
 * version, the content in big-endian order, and a CRC-32 of all that.
 */
final class StateWriter {

  static final int MAGIC = 0x41535100;
  static final short VERSION = 1;

  private ByteBuffer buffer = ByteBuffer.allocate(512);

  StateWriter(StateKind kind) {
    buffer.putInt(MAGIC | kind.code());
    buffer.putShort(VERSION);
  }

  void number(double value) {
    room(Double.BYTES).putDouble(value);
  }

  void numbers(double[] values) {
    for (double value : values) {
      number(value);
    }
  }

  void integer(int value) {
    room(Integer.BYTES).putInt(value);
  }

  void count(long value) {
    room(Long.BYTES).putLong(value);
  }

  void flag(boolean value) {
    room(1).put((byte) (value ? 1 : 0));
  }

  void state(byte[] nested) {
    integer(nested.length);
    room(nested.length).put(nested);
  }

  byte[] toBytes() {
    CRC32 crc = new CRC32();
    crc.update(buffer.array(), 0, buffer.position());
    integer((int) crc.getValue());
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      ByteBuffer larger = ByteBuffer.allocate(2 * buffer.capacity() + bytes);
      buffer.flip();
      buffer = larger.put(buffer);
    }
    return buffer;
  }
}
