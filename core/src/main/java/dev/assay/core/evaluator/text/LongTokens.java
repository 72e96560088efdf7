package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * Gives tokens that do not fit a {@code long} a key each, equal for equal tokens, for as long as
 * one comparison lasts. Keys are negative, so that they never meet a short token's.
 */
final class LongTokens {

  private byte[][] sources = new byte[16][];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private long[] hashes = new long[16];
  private int[] table = new int[64];
  private int size;

  /** The key of the bytes from {@code start} to {@code end}, which must not change afterwards. */
  long key(byte[] source, int start, int end) {
    long hash = hash(source, start, end);
    int mask = table.length - 1;
    int slot = (int) hash & mask;
    while (table[slot] != 0) {
      int known = table[slot] - 1;
      if (hashes[known] == hash
          && Arrays.equals(sources[known], starts[known], ends[known], source, start, end)) {
        return ~(long) known;
      }
      slot = (slot + 1) & mask;
    }
    return ~(long) add(source, start, end, hash, slot);
  }

  private int add(byte[] source, int start, int end, long hash, int slot) {
    if (size == sources.length) {
      sources = Arrays.copyOf(sources, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    sources[size] = source;
    starts[size] = start;
    ends[size] = end;
    hashes[size] = hash;
    table[slot] = ++size;
    if (size * 4 > table.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    table = new int[table.length * 4];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = (int) hashes[i] & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = i + 1;
    }
  }

  static long hash(byte[] source, int start, int end) {
    long hash = (long) end - start;
    for (int i = start; i < end; i += 8) {
      hash = (hash ^ Bytes.load(source, i, end)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
