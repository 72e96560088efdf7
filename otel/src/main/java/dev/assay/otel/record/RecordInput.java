package dev.assay.otel.record;

import org.jspecify.annotations.Nullable;

/** Bytes being read; whatever is wrong with them is an {@link IllegalArgumentException}. */
final class RecordInput {

  private final byte[] bytes;
  private final int end;
  private final RecordTables tables;
  private int at;

  /** Bytes from one place up to another, which may be beyond the end only if they are refused. */
  RecordInput(byte[] bytes, int from, int end, RecordTables tables) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.tables = tables;
  }

  static IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException("record batch: " + what + " (expected: a whole batch)");
  }

  void end() {
    if (at != end) {
      throw malformed((end - at) + " bytes too many");
    }
  }

  /** Where reading is. */
  int at() {
    return at;
  }

  /** Passes over bytes. */
  void skip(int length) {
    need(length);
    at += length;
  }

  /** A number of bytes, as {@link RecordOutput#lengthSince} writes it. */
  int length() {
    need(Integer.BYTES);
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << Byte.SIZE | (bytes[at++] & 0xFF);
    }
    need(value);
    return value;
  }

  int byteValue() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long fixed() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  int count() {
    long value = varint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw malformed("count of " + value);
    }
    return (int) value;
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = byteValue();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw malformed("number without end");
  }

  byte[] bytes() {
    int length = count();
    need(length);
    byte[] value = new byte[length];
    System.arraycopy(bytes, at, value, 0, length);
    at += length;
    return value;
  }

  String text() {
    int length = count();
    need(length);
    String value = tables.pool().text(bytes, at, length);
    at += length;
    return value;
  }

  @Nullable String nullableText() {
    return byteValue() == 0 ? null : text();
  }

  String name() {
    int number = count();
    if (!tables.growing()) {
      return tables.name(number);
    }
    if (number > 0) {
      return tables.name(number - 1);
    }
    String name = text();
    tables.names().add(name);
    return name;
  }

  /** The origin pointed to, or null if a new one follows, which only growing tables take. */
  @Nullable Origin origin() {
    int number = count();
    if (!tables.growing()) {
      return tables.origin(number);
    }
    return number == 0 ? null : tables.origin(number - 1);
  }

  void learn(Origin origin) {
    tables.origins().add(origin);
  }

  private void need(int length) {
    if (length < 0 || length > end - at) {
      throw malformed("end after " + end + " bytes");
    }
  }
}
