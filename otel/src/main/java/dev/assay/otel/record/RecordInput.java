package dev.assay.otel.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes being read; whatever is wrong with them is an {@link IllegalArgumentException}. */
final class RecordInput {

  private final byte[] bytes;
  private final TextPool pool;
  private int at;
  private final List<String> names = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();

  RecordInput(byte[] bytes, int from, TextPool pool) {
    this.bytes = bytes;
    this.at = from;
    this.pool = pool;
  }

  static IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException("record batch: " + what + " (expected: a whole batch)");
  }

  void end() {
    if (at != bytes.length) {
      throw malformed((bytes.length - at) + " bytes too many");
    }
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
    String value = pool.text(bytes, at, length);
    at += length;
    return value;
  }

  @Nullable String nullableText() {
    return byteValue() == 0 ? null : text();
  }

  String name() {
    int pointer = count();
    if (pointer == 0) {
      String name = text();
      names.add(name);
      return name;
    }
    if (pointer > names.size()) {
      throw malformed("name " + pointer + " of " + names.size());
    }
    return names.get(pointer - 1);
  }

  /** The origin pointed to, or null if a new one follows. */
  @Nullable Origin knownOrigin() {
    int pointer = count();
    if (pointer > origins.size()) {
      throw malformed("origin " + pointer + " of " + origins.size());
    }
    return pointer == 0 ? null : origins.get(pointer - 1);
  }

  void learn(Origin origin) {
    origins.add(origin);
  }

  private void need(int length) {
    if (length > bytes.length - at) {
      throw malformed("end after " + bytes.length + " bytes");
    }
  }
}
