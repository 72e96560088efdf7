package dev.assay.monitor.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Writes the binary form of a piece of state: the letters {@code AMS}, its kind, a version, the
 * content, and a CRC-32 of all that.
 *
 * <p>Whole numbers take seven bits a byte, the lowest first; doubles and the checksum are
 * big-endian; texts are their UTF-16 units, so that no text is too odd to be kept.
 */
public final class StateWriter {

  private byte[] bytes = new byte[256];
  private int length;

  /** Begins with kind and version. */
  public StateWriter(String kind, int version) {
    raw((byte) 'A');
    raw((byte) 'M');
    raw((byte) 'S');
    text(kind);
    count(version);
  }

  /** A whole number of at least 0. */
  public void count(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("count: " + value + " (expected: at least 0)");
    }
    varint(value);
  }

  private void varint(long bits) {
    long rest = bits;
    while ((rest & ~0x7fL) != 0) {
      raw((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    raw((byte) rest);
  }

  /** A whole number of either sign. */
  public void signed(long value) {
    // Small numbers of either sign come to few bytes, and no number overflows.
    varint((value << 1) ^ (value >> 63));
  }

  /** A number, eight bytes. */
  public void number(double value) {
    reserve(Double.BYTES);
    ByteBuffer.wrap(bytes).putDouble(length, value);
    length += Double.BYTES;
  }

  /** All bits of a number, eight bytes. */
  public void bits(long value) {
    reserve(Long.BYTES);
    ByteBuffer.wrap(bytes).putLong(length, value);
    length += Long.BYTES;
  }

  /** A yes or no. */
  public void flag(boolean value) {
    raw((byte) (value ? 1 : 0));
  }

  /** A text with its length. */
  public void text(String text) {
    count(text.length());
    for (int i = 0; i < text.length(); i++) {
      count(text.charAt(i));
    }
  }

  /** Bytes with their length. */
  public void block(byte[] block) {
    count(block.length);
    reserve(block.length);
    System.arraycopy(block, 0, bytes, length, block.length);
    length += block.length;
  }

  /** All of it, with its checksum. */
  public byte[] toBytes() {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    byte[] all = Arrays.copyOf(bytes, length + Integer.BYTES);
    ByteBuffer.wrap(all).putInt(length, (int) crc.getValue());
    return all;
  }

  private void raw(byte value) {
    reserve(1);
    bytes[length++] = value;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
