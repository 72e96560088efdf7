package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * Gives tokens that do not fit a {@code long} a key each, equal for equal tokens, for as long as
 * one comparison lasts. Keys are negative, so that they never meet a short token's.
 */
final class LongTokens {

  private static final int FIRST_SIZE = 32;

  // A token's first and last eight bytes, which up to 16 bytes say it all.
  private long[] heads = new long[FIRST_SIZE];
  private long[] tails = new long[FIRST_SIZE];
  private byte[][] sources = new byte[FIRST_SIZE][];
  private int[] starts = new int[FIRST_SIZE];
  private int[] lengths = new int[FIRST_SIZE];
  private int[] table = new int[FIRST_SIZE * 4];
  private int size;

  /** The key of the bytes from {@code start} to {@code end}, which must not change afterwards. */
  long key(byte[] source, int start, int end) {
    int length = end - start;
    long head = Bytes.load(source, start, end);
    long tail = length > 8 ? Bytes.load(source, end - 8, end) : 0;
    int mask = table.length - 1;
    int slot = (int) (length > 16 ? hash(source, start, end) : mix(head, tail, length)) & mask;
    while (table[slot] != 0) {
      int known = table[slot] - 1;
      if (heads[known] == head
          && tails[known] == tail
          && lengths[known] == length
          && (length <= 16 || sameBytes(known, source, start, end))) {
        return ~(long) known;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = size + 1;
    return ~(long) add(source, start, length, head, tail);
  }

  private boolean sameBytes(int known, byte[] source, int start, int end) {
    int from = starts[known];
    return Arrays.equals(sources[known], from, from + lengths[known], source, start, end);
  }

  private int add(byte[] source, int start, int length, long head, long tail) {
    heads[size] = head;
    tails[size] = tail;
    sources[size] = source;
    starts[size] = start;
    lengths[size] = length;
    size++;
    if (size == heads.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    heads = Arrays.copyOf(heads, size * 2);
    tails = Arrays.copyOf(tails, size * 2);
    sources = Arrays.copyOf(sources, size * 2);
    starts = Arrays.copyOf(starts, size * 2);
    lengths = Arrays.copyOf(lengths, size * 2);
    table = new int[size * 8];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      long hash =
          lengths[i] > 16
              ? hash(sources[i], starts[i], starts[i] + lengths[i])
              : mix(heads[i], tails[i], lengths[i]);
      int slot = (int) hash & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = i + 1;
    }
  }

  private static long mix(long head, long tail, int length) {
    long hash = (head ^ ((tail + length) * 0xC2B2AE3D27D4EB4FL)) * 0x9E3779B97F4A7C15L;
    return hash ^ (hash >>> 32);
  }

  /** A hash of the bytes, in which every bit counts. */
  static long hash(byte[] source, int start, int end) {
    long hash = (long) end - start;
    for (int i = start; i < end; i += 8) {
      hash = (hash ^ Bytes.load(source, i, end)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
