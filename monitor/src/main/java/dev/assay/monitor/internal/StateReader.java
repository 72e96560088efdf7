package dev.assay.monitor.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Reads what {@link StateWriter} wrote and refuses everything else in words, without ever making
 * room for more than the bytes at hand could fill.
 */
public final class StateReader {

  /** The longest text a state keeps, in UTF-16 units. */
  public static final int LONGEST_TEXT = 1 << 16;

  private final String kind;
  private final ByteBuffer buffer;
  private final int version;

  /**
   * Checks kind, version and checksum.
   *
   * @throws IllegalArgumentException if the bytes are of something else, or damaged
   */
  public StateReader(byte[] bytes, String kind, int version) {
    this(bytes, kind, version, version);
  }

  /**
   * Checks kind and checksum, and that the version is one of several.
   *
   * @throws IllegalArgumentException if the bytes are of something else, or damaged
   */
  public StateReader(byte[] bytes, String kind, int oldest, int newest) {
    this.kind = kind;
    int length = bytes.length - Integer.BYTES;
    if (length < 3 || bytes[0] != 'A' || bytes[1] != 'M' || bytes[2] != 'S') {
      throw refuse(bytes.length + " bytes", "its binary form");
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    if ((int) crc.getValue() != ByteBuffer.wrap(bytes).getInt(length)) {
      throw refuse("damaged", "a matching checksum");
    }
    buffer = ByteBuffer.wrap(bytes, 0, length).position(3);
    String found = text(100);
    if (!found.equals(kind)) {
      throw refuse("the state of " + found, "that of " + kind);
    }
    version = (int) count(Integer.MAX_VALUE);
    if (version < oldest || version > newest) {
      throw refuse("version " + version, oldest == newest ? "" + newest : oldest + " to " + newest);
    }
  }

  /** The version of the form. */
  public int version() {
    return version;
  }

  /** What to throw about these bytes. */
  public IllegalArgumentException refuse(String what, String rule) {
    return new IllegalArgumentException(kind + ": " + what + " (expected: " + rule + ")");
  }

  /** A whole number from 0 to {@code most}. */
  public long count(long most) {
    long value = varint();
    if (value < 0 || value > most) {
      throw refuse("count " + value, "0 to " + most);
    }
    return value;
  }

  /** How many entries follow, of at least {@code bytes} each. */
  public int size(long most, int bytes) {
    long value = count(most);
    if (value > buffer.remaining() / bytes) {
      throw refuse(value + " entries", "as many as its bytes hold");
    }
    return (int) value;
  }

  /** A whole number of either sign. */
  public long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A finite number. */
  public double finite() {
    need(Double.BYTES);
    double value = buffer.getDouble();
    if (!Double.isFinite(value)) {
      throw refuse(String.valueOf(value), "a finite number");
    }
    return value;
  }

  /** A finite number of at least 0. */
  public double amount() {
    double value = finite();
    if (value < 0) {
      throw refuse(String.valueOf(value), "a number of at least 0");
    }
    return value;
  }

  /** A number in (0, 1]. */
  public double probability() {
    double value = finite();
    if (!(value > 0 && value <= 1)) {
      throw refuse("probability " + value, "above 0, at most 1");
    }
    return value;
  }

  /** All bits of a number. */
  public long bits() {
    need(Long.BYTES);
    return buffer.getLong();
  }

  /** A yes or no. */
  public boolean flag() {
    return count(1) == 1;
  }

  /** A text of at most so many UTF-16 units. */
  public String text(int longest) {
    int length = size(Math.min(longest, LONGEST_TEXT), 1);
    char[] units = new char[length];
    for (int i = 0; i < length; i++) {
      units[i] = (char) count(Character.MAX_VALUE);
    }
    return new String(units);
  }

  /** Bytes with their length. */
  public byte[] block() {
    byte[] block = new byte[size(Integer.MAX_VALUE, 1)];
    buffer.get(block);
    return block;
  }

  /** Passes over bytes with their length. */
  public void skipBlock() {
    int size = size(Integer.MAX_VALUE, 1);
    buffer.position(buffer.position() + size);
  }

  /**
   * That nothing follows.
   *
   * @throws IllegalArgumentException if something does
   */
  public void end() {
    if (buffer.hasRemaining()) {
      throw refuse(buffer.remaining() + " bytes too many", "the end");
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      need(1);
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw refuse("a whole number too long", "at most ten bytes");
  }

  private void need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw refuse("too short", "all its content");
    }
  }
}
