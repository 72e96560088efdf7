package dev.assay.core.evaluator.text;

/** How many tokens two lists share, each counted as often as it is in both. */
final class Overlap {

  private Overlap() {}

  static int of(TokenList output, TokenList reference) {
    // At most a quarter full, so that most look-ups end at the first slot.
    int bits = 34 - Integer.numberOfLeadingZeros(Math.max(4, reference.size()));
    int shift = 64 - bits;
    int mask = (1 << bits) - 1;
    long[] keys = new long[mask + 1];
    int[] left = new int[mask + 1];
    for (int i = 0; i < reference.size(); i++) {
      long key = reference.get(i);
      int slot = slot(key, shift);
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = key;
      left[slot]++;
    }
    int shared = 0;
    for (int i = 0; i < output.size(); i++) {
      long key = output.get(i);
      int slot = slot(key, shift);
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & mask;
      }
      // Without a branch, for which way it goes is anyone's guess; an empty slot has none left.
      int count = left[slot];
      int hit = -count >>> 31;
      left[slot] = count - hit;
      shared += hit;
    }
    return shared;
  }

  /** Where {@code key} belongs in a table of {@code 2^(64 - shift)} slots. */
  static int slot(long key, int shift) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
  }
}
