package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * The table of {@link EditDistance}, filled in strip by strip, from top to bottom, where a path of
 * at most a guessed cost can pass: at the edge between two strips the columns at both ends are left
 * out from which even the shortest way to the table's last cell is too long.
 *
 * <p>Sources: G. Myers, "A fast bit-vector algorithm for approximate string matching based on
 * dynamic programming", J. ACM 46 (1999); H. Hyyrö, "A bit-vector algorithm for computing
 * Levenshtein and Damerau edit distances", Nordic J. of Computing 10 (2003).
 */
final class EditPass {

  private final int[] pattern;
  private final int[] text;
  private final EditStrip strip;
  // How the cost changes in each column, one place to the right: below the strips filled in so far,
  // or, where they did not reach and paths need not go, as if it grew.
  private final byte[] edge;
  private long cellsLeft;
  private int guess;
  private int row;
  private int from;
  private int costAtFrom;
  private int to;
  private int costAtTo;

  EditPass(Symbols symbols, long cells) {
    this.pattern = symbols.shorter();
    this.text = symbols.longer();
    this.strip = new EditStrip(symbols.tableSize());
    this.edge = new byte[text.length + 1];
    this.cellsLeft = cells;
  }

  /** How many more cells may be filled in; below 0, the last pass was given up. */
  long cellsLeft() {
    return cellsLeft;
  }

  /** The distance if it is at most {@code mostCost}; else an estimate of it, above that. */
  int within(int mostCost) {
    guess = mostCost;
    row = 0;
    from = 0;
    costAtFrom = 0;
    to = 0;
    costAtTo = 0;
    Arrays.fill(edge, (byte) 1);
    while (row < pattern.length) {
      int bottom = Math.min(row + EditStrip.ROWS, pattern.length);
      moveEnd(bottom);
      cellsLeft -= (long) EditStrip.ROWS * (to - from);
      if (cellsLeft < 0) {
        return guess + 1;
      }
      advance(bottom);
      long least = moveStart();
      if (least > guess) {
        return (int) Math.min(least * pattern.length / row, text.length);
      }
    }
    return to == text.length ? costAtTo : guess + 1;
  }

  private void advance(int bottom) {
    strip.take(pattern, row, bottom);
    costAtTo += strip.fill(text, edge, from, to, bottom - row);
    strip.leave(pattern, row, bottom);
    costAtFrom += bottom - row;
    row = bottom;
  }

  // To the first column that a path within the guess can pass. Returns the least that a path can
  // cost, as far as looked at.
  private long moveStart() {
    long least = atLeast(from, costAtFrom);
    long here = least;
    while (here > guess && from < to) {
      from++;
      costAtFrom += edge[from];
      here = atLeast(from, costAtFrom);
      least = Math.min(least, here);
    }
    return least;
  }

  // To where, down to the row given, paths within the guess do not get any further: from the last
  // column that they can pass down the diagonal, and as far beyond as the cost left allows for,
  // there and back. Never to the left, where the edge would still be that of strips above.
  private void moveEnd(int bottom) {
    int column = to;
    int cost = costAtTo;
    while (column > from && atLeast(column, cost) > guess) {
      cost -= edge[column];
      column--;
    }
    long beyond = Math.max(0, ((long) guess - cost + ahead(column)) / 2);
    int end = (int) Math.min(text.length, (long) column + bottom - row + beyond);
    if (end > to) {
      costAtTo += end - to;
      to = end;
    }
  }

  private long atLeast(int column, int cost) {
    return (long) cost + Math.abs(ahead(column));
  }

  // How many more columns than rows there are to go.
  private int ahead(int column) {
    return (text.length - column) - (pattern.length - row);
  }
}
