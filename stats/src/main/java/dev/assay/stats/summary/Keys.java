package dev.assay.stats.summary;

import java.util.Comparator;
import java.util.Objects;

/** Bounds that keep a summary small whatever it is fed. */
final class Keys {

  /** UTF-16 units of the longest key. */
  static final int LONGEST = 1024;

  /** Up to here doubles count exactly. */
  static final long MOST = 1L << 53;

  /** The order in which names are kept where there is not room for all. */
  static final Comparator<String> BY_HASH =
      Comparator.comparingLong(Keys::hash).thenComparing(Comparator.naturalOrder());

  private Keys() {}

  // FNV-1a over UTF-16 units, then the finisher of MurmurHash3: part of what merges promise.
  static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

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
