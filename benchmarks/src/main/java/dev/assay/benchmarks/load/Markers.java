package dev.assay.benchmarks.load;

import java.util.Locale;

/**
 * Placeholders for what differs from one sending of a template to the next. They stand in the spans
 * before these are encoded and are found again in the bytes; none of them occurs in UTF-8 text or
 * by chance.
 */
final class Markers {

  /** Begins every id; the number of trace or span follows, in four bytes. */
  static final int MAGIC = 0xFACEFEED;

  /** Set in the number where the id is a span's. */
  static final int SPAN = 0x8000_0000;

  /** Set where it is a conversation's. */
  static final int CONVERSATION = 0x4000_0000;

  /** Set where it is a user's. */
  static final int USER = 0x2000_0000;

  /** The upper half of times; microseconds after the start of the batch are the lower one. */
  static final int TIME = 0x7ACEFEED;

  static final int NUMBER = 0x1FFF_FFFF;

  private Markers() {}

  static String trace(int index) {
    return hex(index) + "7a7a7a7a7a7a7a7a";
  }

  static String span(int index) {
    return hex(index | SPAN);
  }

  static String conversation(int trace) {
    return hex(trace | CONVERSATION);
  }

  static String user(int trace) {
    return hex(trace | USER);
  }

  static long time(long micros) {
    return (long) TIME << 32 | micros;
  }

  private static String hex(int number) {
    return String.format(Locale.ROOT, "%08x%08x", MAGIC, number);
  }
}
