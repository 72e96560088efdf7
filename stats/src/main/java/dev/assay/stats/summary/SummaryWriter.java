package dev.assay.stats.summary;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Writes the binary form of a summary: the letters {@code ASM}, a byte for the kind, a byte for the
 * version, the content, and a CRC-32 of all that.
 *
 * <p>Whole numbers take seven bits a byte, the lowest first; doubles and the checksum are
 * big-endian; texts are their UTF-16 units, so that no text is too odd to be kept.
 */
final class SummaryWriter {

  static final int VERSION = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  SummaryWriter(SummaryKind kind) {
    out.write('A');
    out.write('S');
    out.write('M');
    out.write(kind.code());
    out.write(VERSION);
  }

  /** Of at least 0. */
  void count(long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  void signed(long value) {
    count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  void number(double value) {
    out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
  }

  void text(String text) {
    count(text.length());
    for (int i = 0; i < text.length(); i++) {
      count(text.charAt(i));
    }
  }

  void spread(Spread spread) {
    number(spread.weight());
    number(spread.mean());
    number(spread.squares());
  }

  byte[] toBytes() {
    CRC32 crc = new CRC32();
    crc.update(out.toByteArray());
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
    return out.toByteArray();
  }
}
