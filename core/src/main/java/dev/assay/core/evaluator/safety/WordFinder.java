package dev.assay.core.evaluator.safety;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds which of many words are in a text, in one pass and without regard to case.
 *
 * <p>Source: A. V. Aho, M. J. Corasick, "Efficient string matching: an aid to bibliographic
 * search", Communications of the ACM 18 (1975).
 */
final class WordFinder {

  private static final int NONE = -1;

  private final int[] symbols;
  private final int[][] next;
  private final int[][] found;
  private final int words;

  private WordFinder(int[] symbols, int[][] next, int[][] found, int words) {
    this.symbols = symbols;
    this.next = next;
    this.found = found;
    this.words = words;
  }

  /** Looks for these, as {@link Anchors#fold} has them; they are numbered in their order. */
  static WordFinder of(List<String> words) {
    int[] symbols = symbols(words);
    int width = Arrays.stream(symbols).max().orElse(0) + 1;
    List<int[]> next = new ArrayList<>();
    List<BitSet> found = new ArrayList<>();
    state(width, next, found);
    for (int i = 0; i < words.size(); i++) {
      int state = 0;
      for (char c : words.get(i).toCharArray()) {
        int[] from = next.get(state);
        int symbol = symbols[c];
        if (from[symbol] == NONE) {
          from[symbol] = next.size();
          state(width, next, found);
        }
        state = from[symbol];
      }
      found.get(state).set(i);
    }
    link(next, found);
    return new WordFinder(
        symbols,
        next.toArray(int[][]::new),
        found.stream().map(each -> each.stream().toArray()).toArray(int[][]::new),
        words.size());
  }

  // 0 is what is in no word.
  private static int[] symbols(List<String> words) {
    int greatest = words.stream().flatMapToInt(String::chars).max().orElse(0);
    int[] symbols = new int[greatest + 1];
    int[] used = words.stream().flatMapToInt(String::chars).distinct().sorted().toArray();
    for (int i = 0; i < used.length; i++) {
      symbols[used[i]] = i + 1;
    }
    return symbols;
  }

  private static void state(int width, List<int[]> next, List<BitSet> found) {
    int[] none = new int[width];
    Arrays.fill(none, NONE);
    next.add(none);
    found.add(new BitSet());
  }

  /** Makes every step lead to the longest beginning of a word that ends there. */
  private static void link(List<int[]> next, List<BitSet> found) {
    int[] shorter = new int[next.size()];
    ArrayDeque<Integer> states = new ArrayDeque<>();
    states.add(0);
    while (!states.isEmpty()) {
      int state = states.remove();
      int[] steps = next.get(state);
      for (int symbol = 0; symbol < steps.length; symbol++) {
        int otherwise = state == 0 ? 0 : next.get(shorter[state])[symbol];
        int to = steps[symbol];
        if (to == NONE) {
          steps[symbol] = otherwise;
        } else {
          shorter[to] = otherwise;
          found.get(to).or(found.get(otherwise));
          states.add(to);
        }
      }
    }
  }

  /** The numbers of the words that are in the text. */
  BitSet in(String text) {
    BitSet all = new BitSet(words);
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = Anchors.fold(text.charAt(i));
      state = next[state][c < symbols.length ? symbols[c] : 0];
      for (int word : found[state]) {
        all.set(word);
      }
    }
    return all;
  }
}
