package dev.assay.otel.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes being written, with tables of what comes more than once. */
final class RecordOutput {

  private byte[] bytes;
  private int length;
  private final Table names = new Table();
  private final Table traces = new Table();
  // By identity: the decoder shares one origin among all records of a scope.
  private final IdentityHashMap<Origin, Integer> known = new IdentityHashMap<>();
  private final List<Origin> origins = new ArrayList<>();

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

  /** A text that is likely to come again: its number in the table of names. */
  void name(String value) {
    count(names.number(value));
  }

  /** The id of a trace: its number in the table of traces. */
  void trace(String id) {
    count(traces.number(id));
  }

  /** Where records came from: its number in the table of origins. */
  void origin(Origin origin) {
    Integer number = known.putIfAbsent(origin, origins.size());
    if (number == null) {
      origins.add(origin);
    }
    count(number == null ? origins.size() - 1 : number);
  }

  /** The table of origins, in the order of their numbers. */
  List<Origin> origins() {
    return origins;
  }

  /** The table of names, in the order of their numbers. */
  List<String> names() {
    return names.texts;
  }

  /** The table of traces, in the order of their numbers. */
  List<String> traces() {
    return traces.texts;
  }

  /** Leaves room for a number that is known later, and says where. */
  int later() {
    room(Integer.BYTES);
    length += Integer.BYTES;
    return length;
  }

  /** Writes into the room that was left before a place how many bytes came after it. */
  void lengthSince(int place) {
    int since = length - place;
    for (int i = 1; i <= Integer.BYTES; i++) {
      bytes[place - i] = (byte) since;
      since >>>= Byte.SIZE;
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      long wanted = Math.max((long) length + more, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }

  /** Texts by number. */
  private static final class Table {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    int number(String text) {
      Integer known = numbers.putIfAbsent(text, texts.size());
      if (known != null) {
        return known;
      }
      texts.add(text);
      return texts.size() - 1;
    }
  }
}
