package dev.assay.core.evaluator.text;

/** How many tokens two lists share, each counted as often as it is in both. */
final class Overlap {

  private Overlap() {}

  static int of(TokenList output, TokenList reference) {
    // A quarter full at most, so that nearly all look-ups end at the first slot.
    int bits = 34 - Integer.numberOfLeadingZeros(Math.max(4, reference.size()));
    long[] keys = new long[1 << bits];
    int[] left = new int[1 << bits];
    count(reference, keys, left, 64 - bits);
    return shared(output, keys, left, 64 - bits);
  }

  private static void count(TokenList tokens, long[] keys, int[] counts, int shift) {
    int mask = keys.length - 1;
    for (int i = 0; i < tokens.size(); i++) {
      long key = tokens.get(i);
      int slot = slot(key, shift) & mask;
      while (isAnother(keys[slot], key)) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = key;
      counts[slot]++;
    }
  }

  private static int shared(TokenList tokens, long[] keys, int[] left, int shift) {
    int mask = keys.length - 1;
    int shared = 0;
    for (int i = 0; i < tokens.size(); i++) {
      long key = tokens.get(i);
      int slot = slot(key, shift) & mask;
      while (isAnother(keys[slot], key)) {
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

  // Whether a slot holds a key, and not this one; without a branch of its own for either.
  private static boolean isAnother(long held, long key) {
    long difference = held ^ key;
    return ((held | -held) & (difference | -difference)) < 0;
  }

  /** Where {@code key} belongs in a table of {@code 2^(64 - shift)} slots. */
  static int slot(long key, int shift) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
  }
}
