package dev.assay.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Which words two texts share, in order, and which only one of them has.
 *
 * <p>What both begin and end with is taken as it is; between, the longest common subsequence of
 * words and gaps is found by dynamic programming (R. A. Wagner, M. J. Fischer, "The
 * string-to-string correction problem", JACM 21 (1974)). Where that would take more than {@value
 * #MOST_CELLS} steps, as for long texts that are rewritten from end to end, all between counts as
 * different. So time and memory are linear in the texts beyond a fixed bound.
 *
 * @since 0.1
 */
public final class WordDiff {

  /** Beyond this the table is not made. */
  static final int MOST_CELLS = 1 << 20;

  /** Which of the texts a piece is in. */
  public enum Side {
    /** In both. */
    BOTH,
    /** In the base alone. */
    BASE,
    /** In the candidate alone. */
    CANDIDATE
  }

  /**
   * Some words on end.
   *
   * @param side in which text they are
   * @param text the words with the gaps between them, exactly
   */
  public record Piece(Side side, String text) {}

  private final List<String> base;
  private final List<String> candidate;
  private final Steps steps;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private Side side = Side.BOTH;

  private WordDiff(List<String> base, List<String> candidate, Steps steps) {
    this.base = base;
    this.candidate = candidate;
    this.steps = steps;
  }

  /** What many comparisons together may take: a page of long answers is made in seconds too. */
  static final class Steps {

    private long left;

    Steps(long most) {
      this.left = most;
    }

    private boolean take(long steps) {
      if (steps > Math.min(left, MOST_CELLS)) {
        return false;
      }
      left -= steps;
      return true;
    }
  }

  /**
   * The pieces in order, of two texts by themselves. Those of BOTH and BASE make up {@code base},
   * those of BOTH and CANDIDATE make up {@code candidate}.
   */
  public static List<Piece> of(String base, String candidate) {
    return of(base, candidate, new Steps(MOST_CELLS));
  }

  /**
   * The pieces in order. Those of BOTH and BASE make up {@code base}, those of BOTH and CANDIDATE
   * make up {@code candidate}.
   */
  static List<Piece> of(String base, String candidate, Steps steps) {
    if (base.equals(candidate)) {
      return base.isEmpty() ? List.of() : List.of(new Piece(Side.BOTH, base));
    }
    return new WordDiff(words(base), words(candidate), steps).pieces();
  }

  private List<Piece> pieces() {
    int head = 0;
    int least = Math.min(base.size(), candidate.size());
    while (head < least && base.get(head).equals(candidate.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < least - head
        && base.get(base.size() - 1 - tail).equals(candidate.get(candidate.size() - 1 - tail))) {
      tail++;
    }
    emit(Side.BOTH, base, 0, head);
    middle(head, base.size() - tail, candidate.size() - tail);
    emit(Side.BOTH, base, base.size() - tail, base.size());
    close();
    return pieces;
  }

  private void middle(int from, int baseEnd, int candidateEnd) {
    int rows = baseEnd - from;
    int columns = candidateEnd - from;
    if (!steps.take((long) (rows + 1) * (columns + 1))) {
      emit(Side.BASE, base, from, baseEnd);
      emit(Side.CANDIDATE, candidate, from, candidateEnd);
      return;
    }
    int[][] common = common(from, rows, columns);
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && base.get(from + i).equals(candidate.get(from + j))) {
        emit(Side.BOTH, base, from + i, from + i + 1);
        i++;
        j++;
      } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
        emit(Side.BASE, base, from + i, from + i + 1);
        i++;
      } else {
        emit(Side.CANDIDATE, candidate, from + j, from + j + 1);
        j++;
      }
    }
  }

  // How long the longest common subsequence of what is left is, from each place of both.
  private int[][] common(int from, int rows, int columns) {
    int[][] common = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      String word = base.get(from + i);
      // A gap alone joins nothing: words weigh more, so that they decide what lines up.
      int weight = word.isBlank() ? 1 : 4;
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            word.equals(candidate.get(from + j))
                ? common[i + 1][j + 1] + weight
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private void emit(Side now, List<String> words, int from, int to) {
    if (from >= to) {
      return;
    }
    if (now != side) {
      close();
      side = now;
    }
    words.subList(from, to).forEach(open::append);
  }

  private void close() {
    if (!open.isEmpty()) {
      pieces.add(new Piece(side, open.toString()));
      open.setLength(0);
    }
  }

  // Runs of letters and digits, runs of white space, and every other character by itself.
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(Math.min(text.length() / 3, 1 << 16) + 1);
    int from = 0;
    while (from < text.length()) {
      int c = text.codePointAt(from);
      int to = from + Character.charCount(c);
      int kind = kind(c);
      while (kind != 0 && to < text.length() && kind(text.codePointAt(to)) == kind) {
        to += Character.charCount(text.codePointAt(to));
      }
      words.add(text.substring(from, to));
      from = to;
    }
    return words;
  }

  private static int kind(int c) {
    if (Character.isWhitespace(c)) {
      return 1;
    }
    // Scripts without gaps between words are compared character by character.
    boolean word = Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
    return word || c == '_' || Character.getType(c) == Character.NON_SPACING_MARK ? 2 : 0;
  }
}
