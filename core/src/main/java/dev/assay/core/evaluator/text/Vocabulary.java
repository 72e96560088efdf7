package dev.assay.core.evaluator.text;

/** Numbers the distinct tokens of one list from 1, and counts them. */
final class Vocabulary {

  private final long[] keys;
  private final int[] ids;
  private final int shift;
  private final int[] idOfToken;
  private int size;

  Vocabulary(TokenList tokens) {
    int bits = 34 - Integer.numberOfLeadingZeros(Math.max(4, tokens.size()));
    this.shift = 64 - bits;
    this.keys = new long[1 << bits];
    this.ids = new int[1 << bits];
    this.idOfToken = new int[tokens.size()];
    for (int i = 0; i < idOfToken.length; i++) {
      int slot = slotOf(tokens.get(i));
      if (keys[slot] == 0) {
        keys[slot] = tokens.get(i);
        ids[slot] = ++size;
      }
      idOfToken[i] = ids[slot];
    }
  }

  /** How many distinct tokens there are. */
  int size() {
    return size;
  }

  /** The numbers of the list's tokens, in order. */
  int[] ids() {
    return idOfToken;
  }

  /** The numbers of {@code tokens}; 0 for those that are not in this vocabulary. */
  int[] idsOf(TokenList tokens) {
    int[] found = new int[tokens.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = ids[slotOf(tokens.get(i))];
    }
    return found;
  }

  /** The number of the token with this key; 0 if it is not in this vocabulary, or the key is 0. */
  int idOf(long key) {
    return ids[slotOf(key)];
  }

  private int slotOf(long key) {
    int slot = Overlap.slot(key, shift);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
