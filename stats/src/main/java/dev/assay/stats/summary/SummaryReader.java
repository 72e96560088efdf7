package dev.assay.stats.summary;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Reads what {@link SummaryWriter} wrote and refuses everything else in words, without ever making
 * room for more than the bytes at hand could fill.
 */
final class SummaryReader {

  private static final int HEAD = 5;

  private final ByteBuffer buffer;

  SummaryReader(byte[] bytes, SummaryKind expected) {
    int length = bytes.length - Integer.BYTES;
    if (length < HEAD || bytes[0] != 'A' || bytes[1] != 'S' || bytes[2] != 'M') {
      throw refuse(bytes.length + " bytes", "the binary form of a summary");
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    if ((int) crc.getValue() != ByteBuffer.wrap(bytes).getInt(length)) {
      throw refuse("damaged", "a matching checksum");
    }
    if (bytes[3] != expected.code()) {
      throw refuse("kind " + bytes[3], expected.code() + ", " + expected);
    }
    if (bytes[4] != SummaryWriter.VERSION) {
      throw refuse("version " + bytes[4], String.valueOf(SummaryWriter.VERSION));
    }
    buffer = ByteBuffer.wrap(bytes, 0, length).position(HEAD);
  }

  static IllegalArgumentException refuse(String what, String rule) {
    return new IllegalArgumentException("summary: " + what + " (expected: " + rule + ")");
  }

  /** A whole number from 0 to {@code most}. */
  long count(long most) {
    long value = varint();
    if (value < 0 || value > most) {
      throw refuse("count " + value, "0 to " + most);
    }
    return value;
  }

  /** How many entries follow, of at least {@code bytes} each. */
  int size(long most, int bytes) {
    long value = count(most);
    if (value > buffer.remaining() / bytes) {
      throw refuse(value + " entries", "as many as its bytes hold");
    }
    return (int) value;
  }

  long signed() {
    long value = varint();
    return (value & 1) == 0 ? value >>> 1 : -(value >>> 1) - 1;
  }

  double finite() {
    double value = number();
    if (!Double.isFinite(value)) {
      throw refuse(String.valueOf(value), "a finite number");
    }
    return value;
  }

  /** At least 0, perhaps infinite. */
  double amount() {
    double value = number();
    if (!(value >= 0)) {
      throw refuse(String.valueOf(value), "a number of at least 0");
    }
    return value;
  }

  String text() {
    int length = size(Keys.LONGEST, 1);
    char[] units = new char[length];
    for (int i = 0; i < length; i++) {
      units[i] = (char) count(Character.MAX_VALUE);
    }
    return new String(units);
  }

  Spread spread() {
    double weight = amount();
    double mean = finite();
    double squares = amount();
    if (weight == Double.POSITIVE_INFINITY || (weight == 0 && (mean != 0 || squares != 0))) {
      throw refuse("weight " + weight, "a finite weight, and nothing without one");
    }
    return new Spread(weight, mean, squares);
  }

  void end() {
    if (buffer.hasRemaining()) {
      throw refuse(buffer.remaining() + " bytes too many", "the end");
    }
  }

  private double number() {
    need(Double.BYTES);
    return buffer.getDouble();
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      need(1);
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw refuse("a whole number too long", "at most nine bytes");
  }

  private void need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw refuse("too short", "all its content");
    }
  }
}
