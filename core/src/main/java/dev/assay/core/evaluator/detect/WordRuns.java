package dev.assay.core.evaluator.detect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the runs of n words in texts, so that equal runs, and no others, have equal numbers.
 *
 * <p>By doubling, each run from two shorter ones: memory is linear in the words whatever n is,
 * where the runs written out would take n times as much. Source: R. M. Karp, R. E. Miller, A. L.
 * Rosenberg, "Rapid identification of repeated patterns in strings, trees and arrays", STOC 1972.
 *
 * @since 0.1
 */
public final class WordRuns {

  private WordRuns() {}

  /**
   * The numbers of the runs of {@code n} words that begin at each word of each text; of a text of w
   * words there are w - n + 1, or none.
   *
   * @param n at least 1
   * @return for each text an array, of numbers from 0
   */
  public static int[][] number(int n, List<List<String>> texts) {
    if (n < 1) {
      throw new IllegalArgumentException("n: " + n + " (expected: at least 1)");
    }
    int[] runs = words(texts);
    int length = 1;
    while (2 * length <= n) {
      runs = pairs(runs, length);
      length *= 2;
    }
    if (length < n) {
      runs = pairs(runs, n - length);
    }
    int[][] numbers = new int[texts.size()][];
    int start = 0;
    for (int i = 0; i < numbers.length; i++) {
      int size = texts.get(i).size();
      // Those that reach into the next text are left out.
      numbers[i] = size < n ? new int[0] : Arrays.copyOfRange(runs, start, start + size - n + 1);
      start += size;
    }
    return numbers;
  }

  private static int[] words(List<List<String>> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] words = new int[texts.stream().mapToInt(List::size).sum()];
    int i = 0;
    for (List<String> text : texts) {
      for (String word : text) {
        Integer next = numbers.size();
        Integer number = numbers.putIfAbsent(word, next);
        words[i++] = number == null ? next : number;
      }
    }
    return words;
  }

  // The number of each run together with that which begins so many words later.
  private static int[] pairs(int[] runs, int later) {
    long[] keys = new long[Math.max(0, runs.length - later)];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) runs[i] << 32) | runs[i + later];
    }
    long[] distinct = distinct(keys);
    int[] pairs = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      pairs[i] = Arrays.binarySearch(distinct, keys[i]);
    }
    return pairs;
  }

  private static long[] distinct(long[] keys) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, size);
  }
}
