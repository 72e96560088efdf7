package dev.assay.stats.sequential;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Reads what {@link StateWriter} wrote, and refuses everything else in words. */
final class StateReader {

  private static final int FRAME = Integer.BYTES + Short.BYTES + Integer.BYTES;

  private final StateKind kind;
  private final ByteBuffer buffer;

  StateReader(byte[] bytes) {
    if (bytes.length < FRAME || (ByteBuffer.wrap(bytes).getInt() & ~0xff) != StateWriter.MAGIC) {
      throw new IllegalArgumentException(
          "state: " + bytes.length + " bytes (expected: the binary form of a sequential state)");
    }
    int length = bytes.length - Integer.BYTES;
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    if ((int) crc.getValue() != ByteBuffer.wrap(bytes).getInt(length)) {
      throw new IllegalArgumentException("state: damaged (expected: a matching checksum)");
    }
    buffer = ByteBuffer.wrap(bytes, 0, length);
    kind = StateKind.of(buffer.getInt() & 0xff);
    short version = buffer.getShort();
    if (version != StateWriter.VERSION) {
      throw new IllegalArgumentException(
          "state: version " + version + " (expected: " + StateWriter.VERSION + ")");
    }
  }

  StateReader(byte[] bytes, StateKind expected) {
    this(bytes);
    if (kind != expected) {
      throw new IllegalArgumentException("state: " + kind + " (expected: " + expected + ")");
    }
  }

  StateKind kind() {
    return kind;
  }

  double number() {
    try {
      return buffer.getDouble();
    } catch (BufferUnderflowException e) {
      throw tooShort(e);
    }
  }

  double finite() {
    double value = number();
    return Double.isFinite(value) ? value : refuse(value);
  }

  /** A finite number of at least 0. */
  double amount() {
    double value = finite();
    return value >= 0 ? value : refuse(value);
  }

  double[] amounts(int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = amount();
    }
    return values;
  }

  int integer() {
    try {
      return buffer.getInt();
    } catch (BufferUnderflowException e) {
      throw tooShort(e);
    }
  }

  /** A whole number of at least 0. */
  long count() {
    long value;
    try {
      value = buffer.getLong();
    } catch (BufferUnderflowException e) {
      throw tooShort(e);
    }
    if (value < 0) {
      throw new IllegalArgumentException("state: count " + value + " (expected: count >= 0)");
    }
    return value;
  }

  boolean flag() {
    try {
      return buffer.get() != 0;
    } catch (BufferUnderflowException e) {
      throw tooShort(e);
    }
  }

  byte[] state() {
    int length = integer();
    if (length < 0 || length > buffer.remaining()) {
      throw new IllegalArgumentException(
          "state: part of " + length + " bytes (expected: at most " + buffer.remaining() + ")");
    }
    byte[] nested = new byte[length];
    buffer.get(nested);
    return nested;
  }

  void end() {
    if (buffer.hasRemaining()) {
      throw new IllegalArgumentException(
          "state: " + buffer.remaining() + " bytes too many (expected: the end)");
    }
  }

  private static double refuse(double value) {
    throw new IllegalArgumentException("state: " + value + " (expected: a number in range)");
  }

  private static IllegalArgumentException tooShort(BufferUnderflowException cause) {
    return new IllegalArgumentException("state: too short (expected: all its numbers)", cause);
  }
}
