package dev.assay.core.evaluator.text;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Levenshtein's distance: the fewest insertions, deletions and substitutions, 64 cells of the table
 * at a time.
 *
 * <p>A column is kept as its differences from row to row, in strips of 64 rows. Only the diagonals
 * that a distance of at most a guess can reach are filled in; the outcome of too low a guess is an
 * upper bound, and the next guess. Memory is linear. Sources: G. Myers, "A fast bit-vector
 * algorithm for approximate string matching based on dynamic programming", J. ACM 46 (1999); H.
 * Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic J.
 * of Computing 10 (2003); E. Ukkonen, "Algorithms for approximate string matching", Information and
 * Control 64 (1985).
 */
final class EditDistance {

  private static final int SMALL = 4096;

  private final int[] pattern;
  private final int[] text;
  private final long[][] matches;
  private long cellsLeft;

  private EditDistance(Symbols symbols, long cells) {
    this.pattern = symbols.shorter();
    this.text = symbols.longer();
    this.matches = new long[2][symbols.tableSize()];
    this.cellsLeft = cells;
  }

  /**
   * The distance in symbols.
   *
   * @param cells how many cells of the table may be filled in
   * @return empty if that is not enough
   */
  static OptionalInt of(Symbols symbols, long cells) {
    return new EditDistance(symbols, cells).find();
  }

  private OptionalInt find() {
    int difference = text.length - pattern.length;
    if (pattern.length == 0) {
      return OptionalInt.of(difference);
    }
    int guess = difference + 2 * Math.min(Math.max(24, pattern.length / 20), 256);
    while (true) {
      cellsLeft -= cells(guess);
      if (cellsLeft < 0) {
        return OptionalInt.empty();
      }
      int distance = within(guess);
      if (distance <= guess) {
        return OptionalInt.of(distance);
      }
      // In a large table the bound may lie far above the distance, and cost too much.
      guess = pattern.length <= SMALL ? distance : (int) Math.min(distance, 4L * guess);
    }
  }

  // How many diagonals a path of at most this cost can get off those between the two corners.
  private int reach(int guess) {
    return (guess - (text.length - pattern.length)) / 2;
  }

  private long cells(int guess) {
    long width = 64L + text.length - pattern.length + 2L * reach(guess);
    return (pattern.length + 63L) * Math.min(width, text.length);
  }

  // The cost of the best path among the diagonals in reach: the distance, if it is at most guess.
  private int within(int guess) {
    int strips = (pattern.length + 63) >>> 6;
    // How the cost changes from column to column along the edge between two strips; beyond what the
    // upper one fills in, where paths need not go, it may as well grow.
    byte[] edge = new byte[text.length];
    Arrays.fill(edge, EditStrip.GROWS);
    EditStrip upper = strip(0, guess);
    int cost = 0;
    for (int i = 1; i < strips; i++) {
      EditStrip lower = strip(i, guess);
      // Two strips go on together, the lower one behind: neither has to wait for the other's sums.
      upper.advanceTo(lower.column() + 1, edge);
      upper.advanceToEndWith(lower, edge);
      cost += upper.rows() + costOf(edge, upper.from(), lower.from());
      upper.forget(pattern);
      upper = lower;
    }
    upper.advanceTo(text.length, edge);
    upper.forget(pattern);
    return cost + upper.rows() + costOf(edge, upper.from(), text.length);
  }

  private EditStrip strip(int index, int guess) {
    // The first strip may be short, so that the last one's lower edge is the table's.
    int bottom = pattern.length - 64 * (((pattern.length + 63) >>> 6) - 1 - index);
    int top = Math.max(0, bottom - 64);
    int reach = reach(guess);
    int from = Math.max(0, top - reach);
    long to = (long) bottom + text.length - pattern.length + reach;
    return new EditStrip(
        matches[index & 1], pattern, text, top, bottom, from, (int) Math.min(text.length, to));
  }

  private static int costOf(byte[] edge, int from, int to) {
    int cost = 0;
    for (int j = from; j < to; j++) {
      cost += (edge[j] & 1) - (edge[j] >>> 1);
    }
    return cost;
  }
}
