package dev.assay.core.evaluator.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Two texts as numbers, one per code point, equal for equal ones, without the beginning and end
 * that they share.
 *
 * @param shorter the shorter text
 * @param longer the other
 * @param tableSize more than the greatest number
 */
@SuppressWarnings("ArrayRecordComponent") // private to the comparison that made it
record Symbols(int[] shorter, int[] longer, int tableSize) {

  private static final int LATIN = 256;

  static Symbols of(int[] a, int[] b) {
    int[] longer = a.length < b.length ? b : a;
    int[] shorter = a.length < b.length ? a : b;
    int start = Arrays.mismatch(shorter, longer);
    if (start < 0) {
      return new Symbols(new int[0], new int[0], 1);
    }
    int end = shorter.length;
    int shift = longer.length - end;
    while (end > start && shorter[end - 1] == longer[end - 1 + shift]) {
      end--;
    }
    return numbered(
        Arrays.copyOfRange(shorter, start, end), Arrays.copyOfRange(longer, start, end + shift));
  }

  /** The code points of {@code text}; a lone surrogate is one of its own. */
  static int[] codePoints(String text) {
    int[] points = new int[text.length()];
    int count = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int point = Character.isHighSurrogate(c) ? text.codePointAt(i) : c;
      points[count++] = point;
      i += point > Character.MAX_VALUE ? 2 : 1;
    }
    return count == points.length ? points : Arrays.copyOf(points, count);
  }

  // Code points of Latin-1 serve as they are; others would need too large a table.
  private static Symbols numbered(int[] shorter, int[] longer) {
    int all = 0;
    for (int point : shorter) {
      all |= point;
    }
    for (int point : longer) {
      all |= point;
    }
    if (all < LATIN) {
      return new Symbols(shorter, longer, LATIN);
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int i = 0; i < shorter.length; i++) {
      Integer next = numbers.size() + 1;
      Integer known = numbers.putIfAbsent(shorter[i], next);
      shorter[i] = known == null ? next : known;
    }
    for (int i = 0; i < longer.length; i++) {
      longer[i] = numbers.getOrDefault(longer[i], 0);
    }
    return new Symbols(shorter, longer, numbers.size() + 1);
  }
}
