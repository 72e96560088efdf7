package dev.assay.core.evaluator.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time in a {@code long}, the first byte lowest. A flag is the highest bit of its
 * byte. Method: H. S. Warren, "Hacker's Delight", chapter 6.
 */
final class Bytes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  static final long FLAGS = 0x8080808080808080L;

  private Bytes() {}

  /** The eight bytes from {@code index}; zeros beyond {@code end}. */
  static long load(byte[] bytes, int index, int end) {
    if (index + 8 <= bytes.length) {
      long word = (long) LONGS.get(bytes, index);
      return end - index >= 8 ? word : word & mask(end - index);
    }
    long word = 0;
    for (int i = end - 1; i >= index; i--) {
      word = (word << 8) | (bytes[i] & 0xFF);
    }
    return word;
  }

  /** The eight bytes from {@code index}, of an array that reaches so far. */
  static long loadAll(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  static void store(byte[] bytes, int index, long word) {
    LONGS.set(bytes, index, word);
  }

  /** Ones in the first {@code count} bytes, {@code count} from 0 to 8. */
  static long mask(int count) {
    return count >= 8 ? -1L : (1L << (8 * count)) - 1;
  }

  /** Makes A to Z small; other bytes stay. */
  static long lower(long word) {
    long upper = atLeast(word, 'A') & ~atLeast(word, 'Z' + 1) & ~word & FLAGS;
    return word | (upper >>> 2);
  }

  /** Flags the bytes that are a to z or 0 to 9. */
  static long alphanumeric(long word) {
    long letter = atLeast(word, 'a') & ~atLeast(word, 'z' + 1);
    long digit = atLeast(word, '0') & ~atLeast(word, '9' + 1);
    return (letter | digit) & ~word & FLAGS;
  }

  /** As {@link #lower}, of ASCII. */
  static long lowerAscii(long word) {
    long upper = (word + (0x80 - 'A') * ONES) & ~(word + (0x80 - ('Z' + 1)) * ONES) & FLAGS;
    return word | (upper >>> 2);
  }

  /** Flags the bytes that are not a to z or 0 to 9, of ASCII. */
  static long othersThanAlphanumeric(long word) {
    long notLetter = (word + (0x80 - ('z' + 1)) * ONES) | ~(word + (0x80 - 'a') * ONES);
    long notDigit = (word + (0x80 - ('9' + 1)) * ONES) | ~(word + (0x80 - '0') * ONES);
    return notLetter & notDigit & FLAGS;
  }

  /** Ones in the bytes before the first flag; everywhere, if there is none. */
  static long before(long flags) {
    return ((flags & -flags) >>> 7) - 1;
  }

  /** The number of bytes before the first flag. */
  static int firstOf(long flags) {
    return Long.numberOfTrailingZeros(flags) >>> 3;
  }

  /** Flags the bytes of 0x00 to 0x20, of ASCII. */
  static long invisible(long word) {
    return ~(word + (0x80 - 0x21) * ONES) & FLAGS;
  }

  /** Flags the bytes of 0x00 to 0x1F and 0x7F, of ASCII. */
  static long control(long word) {
    return (~(word + (0x80 - 0x20) * ONES) | (word + ONES)) & FLAGS;
  }

  /** Whether a byte is 0x80 or above. */
  static boolean anyAboveAscii(long word) {
    return (word & FLAGS) != 0;
  }

  /** The flags as the lowest eight bits, the first byte's lowest. */
  static long bits(long flags) {
    return ((flags >>> 7) * 0x0102040810204080L) >>> 56;
  }

  // Flags the bytes whose low seven bits are at least bound.
  private static long atLeast(long word, int bound) {
    return (word & ~FLAGS) + (0x80 - bound) * ONES;
  }
}
