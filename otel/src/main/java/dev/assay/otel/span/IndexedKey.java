package dev.assay.otel.span;

import org.jspecify.annotations.Nullable;

/**
 * A flattened attribute's key, {@code prefix.index.rest}: the first segment that is a number, with
 * something behind it. {@code gen_ai.prompt.name} is none.
 *
 * @param prefix what stands before the index
 * @param index from 0 to {@link #LARGEST}
 * @param rest what stands behind it
 */
record IndexedKey(String prefix, int index, String rest) {

  /** Larger indices are no list that anyone means. */
  static final int LARGEST = 1999;

  private static final int MOST_DIGITS = 4;

  /** Reads a key, or null if it has no index. */
  static @Nullable IndexedKey of(String key) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      int at = dot + 1;
      int index = 0;
      while (at < key.length() && at - dot <= MOST_DIGITS && digit(key.charAt(at))) {
        index = index * 10 + (key.charAt(at) - '0');
        at++;
      }
      boolean whole = at > dot + 1 && at + 1 < key.length() && key.charAt(at) == '.';
      if (whole) {
        return index > LARGEST
            ? null
            : new IndexedKey(key.substring(0, dot), index, key.substring(at + 1));
      }
    }
    return null;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
