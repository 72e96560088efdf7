package dev.assay.stats.summary;

import java.util.Objects;

/** Bounds that keep a summary small whatever it is fed. */
final class Keys {

  /** UTF-16 units of the longest key. */
  static final int LONGEST = 1024;

  /** Up to here doubles count exactly. */
  static final long MOST = 1L << 53;

  private Keys() {}

  static String check(String key) {
    Objects.requireNonNull(key, "key");
    if (key.length() > LONGEST) {
      throw new IllegalArgumentException(
          "key: " + key.length() + " characters (expected: at most " + LONGEST + ")");
    }
    return key;
  }

  /** How often something is to be counted. */
  static long times(long times) {
    if (times < 1) {
      throw new IllegalArgumentException("times: " + times + " (expected: times >= 1)");
    }
    return times;
  }

  /** The sum of two counts. */
  static long sum(long a, long b) {
    if (b > MOST - a) {
      throw new IllegalArgumentException("count: above " + MOST + " (expected: at most that)");
    }
    return a + b;
  }

  static int capacity(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return value;
  }

  static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    return value;
  }
}
