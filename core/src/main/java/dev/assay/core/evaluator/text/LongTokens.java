package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * Gives tokens that do not fit a {@code long} a key each, equal for equal tokens, for as long as
 * one comparison lasts. Keys are negative, so that they never meet a short token's.
 */
final class LongTokens {

  private static final int FIRST_SIZE = 32;

  // A token's first sixteen bytes, which up to that length say it all.
  private long[] heads = new long[FIRST_SIZE];
  private long[] tails = new long[FIRST_SIZE];
  private int[] lengths = new int[FIRST_SIZE];
  private int[] table = new int[FIRST_SIZE * 4];
  // Where the longer ones are; as long as there is none, no longer than needed.
  private byte[][] sources = {};
  private int[] starts = {};
  private int size;

  /** The key of the bytes from {@code start} to {@code end}, which must not change afterwards. */
  long key(byte[] source, int start, int end) {
    long head = Bytes.load(source, start, end);
    long tail = end - start > 8 ? Bytes.load(source, start + 8, end) : 0;
    if (end - start <= 16) {
      return key(head, tail, end - start);
    }
    int slot = slot(hash(source, start, end));
    while (table[slot] != 0) {
      int known = table[slot] - 1;
      if (lengths[known] == end - start && sameBytes(known, source, start, end)) {
        return ~(long) known;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    if (sources.length <= size) {
      sources = Arrays.copyOf(sources, heads.length);
      starts = Arrays.copyOf(starts, heads.length);
    }
    sources[size] = source;
    starts[size] = start;
    return add(slot, head, tail, end - start);
  }

  /** The key of {@code length} bytes, at most 16: eight in {@code head}, the rest and zeros. */
  long key(long head, long tail, int length) {
    int slot = slot(mix(head, tail, length));
    while (table[slot] != 0) {
      int known = table[slot] - 1;
      if (heads[known] == head && tails[known] == tail && lengths[known] == length) {
        return ~(long) known;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return add(slot, head, tail, length);
  }

  private boolean sameBytes(int known, byte[] source, int start, int end) {
    int from = starts[known];
    return Arrays.equals(sources[known], from, from + lengths[known], source, start, end);
  }

  private int slot(long hash) {
    return (int) hash & (table.length - 1);
  }

  private long add(int slot, long head, long tail, int length) {
    table[slot] = size + 1;
    heads[size] = head;
    tails[size] = tail;
    lengths[size] = length;
    size++;
    if (size == heads.length) {
      grow();
    }
    return ~(long) (size - 1);
  }

  private void grow() {
    heads = Arrays.copyOf(heads, size * 2);
    tails = Arrays.copyOf(tails, size * 2);
    lengths = Arrays.copyOf(lengths, size * 2);
    table = new int[size * 8];
    for (int i = 0; i < size; i++) {
      int slot =
          slot(
              lengths[i] > 16
                  ? hash(sources[i], starts[i], starts[i] + lengths[i])
                  : mix(heads[i], tails[i], lengths[i]));
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
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
