package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * Tokens as keys: two tokens are the same if and only if their keys are. A key is never 0. A token
 * of up to eight ASCII characters is its own key; others get one from {@link LongTokens}.
 */
final class TokenList {

  private long[] keys;
  private int size;

  TokenList(int expectedSize) {
    this.keys = new long[Math.max(8, expectedSize)];
  }

  /** Takes over the first {@code size} of {@code keys}. */
  TokenList(long[] keys, int size) {
    this.keys = keys;
    this.size = size;
  }

  void add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size++] = key;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return keys[index];
  }
}
