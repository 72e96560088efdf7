package dev.assay.otel.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes being written. */
final class RecordOutput {

  private byte[] bytes;
  private int length;
  private final Map<String, Integer> names = new HashMap<>();
  // By identity: the decoder shares one origin among all records of a scope.
  private final IdentityHashMap<Origin, Integer> origins = new IdentityHashMap<>();

  /**
   * Goes on after these bytes.
   *
   * @param room about how many bytes there will be
   */
  RecordOutput(byte[] head, int room) {
    this.bytes = Arrays.copyOf(head, head.length + room);
    this.length = head.length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  void byteValue(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  void fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /** Not negative. */
  void count(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("count: " + value + " (expected: not negative)");
    }
    varint(value);
  }

  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void bytes(byte[] value) {
    count(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  void text(String value) {
    bytes(value.getBytes(UTF_8));
  }

  void nullableText(@Nullable String value) {
    byteValue(value == null ? 0 : 1);
    if (value != null) {
      text(value);
    }
  }

  /** A text that is likely to come again. */
  void name(String value) {
    Integer known = names.putIfAbsent(value, names.size() + 1);
    if (known == null) {
      count(0);
      text(value);
    } else {
      count(known);
    }
  }

  /** Whether the origin was written before, so that the pointer just written is enough. */
  boolean known(Origin origin) {
    Integer known = origins.putIfAbsent(origin, origins.size() + 1);
    count(known == null ? 0 : known);
    return known != null;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      long wanted = Math.max((long) length + more, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
