package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * Up to 128 rows of the table of {@link EditPass}, filled in column by column. A column of 64 rows
 * is two words, the lowest row the highest bit: where the cost does not grow from the row above,
 * and where it falls.
 */
final class EditStrip {

  static final int ROWS = 128;

  // For each symbol, where it is in the upper 64 rows, and in the lower.
  private final long[] matches;

  EditStrip(int tableSize) {
    this.matches = new long[2 * tableSize];
  }

  /** Makes this the strip of the rows from {@code top} to {@code bottom}. */
  void take(int[] pattern, int top, int bottom) {
    int middle = Math.min(top + 64, bottom);
    for (int i = top; i < middle; i++) {
      matches[2 * pattern[i]] |= 1L << (i - top);
    }
    for (int i = middle; i < bottom; i++) {
      matches[2 * pattern[i] + 1] |= 1L << (i - middle);
    }
  }

  /** Undoes {@link #take}. */
  void leave(int[] pattern, int top, int bottom) {
    if (matches.length <= 8 * ROWS) {
      Arrays.fill(matches, 0);
      return;
    }
    for (int i = top; i < bottom; i++) {
      matches[2 * pattern[i]] = 0;
      matches[2 * pattern[i] + 1] = 0;
    }
  }

  /**
   * Fills in the columns from {@code from} to {@code to}, left of which nothing is cheaper than
   * straight down. The change of the cost in a column is in {@code edge} one place to the right:
   * that of the strip's upper edge before, that of its lower edge after.
   *
   * <p>The lower 64 rows are one column behind the upper, so that neither step waits for the other
   * and the processor can take both at once. Before their first column they stand still, as nothing
   * changes along it.
   *
   * @return how much the cost grows in the last column, over its first {@code rows} rows
   */
  int fill(int[] text, byte[] edge, int from, int to, int rows) {
    long[] table = matches;
    long levelA = 0;
    long fallsA = 0;
    long levelB = 0;
    long fallsB = 0;
    long matchB = 0;
    long growsAB = 0;
    long shrinksAB = 0;
    for (int j = from; j < to; j++) {
      int symbol = 2 * text[j];
      long change = edge[j + 1];
      long shrinks = change >>> 63;
      long matchA = table[symbol] | shrinks;
      matchB |= shrinksAB;
      long zeroA = ((levelA - (matchA & ~levelA)) ^ levelA) | (matchA | fallsA);
      long zeroB = ((levelB - (matchB & ~levelB)) ^ levelB) | (matchB | fallsB);
      matchB = table[symbol + 1];
      long growA = fallsA | (levelA & ~zeroA);
      long shrinkA = zeroA & ~levelA;
      long growB = fallsB | (levelB & ~zeroB);
      long shrinkB = zeroB & ~levelB;
      edge[j] = (byte) ((growB >>> 63) + (shrinkB >> 63));
      growB = (growB << 1) | growsAB;
      shrinkB = (shrinkB << 1) | shrinksAB;
      growsAB = growA >>> 63;
      shrinksAB = shrinkA >>> 63;
      growA = (growA << 1) | (change + shrinks);
      shrinkA = (shrinkA << 1) | shrinks;
      levelA = (zeroA | growA) & ~shrinkA;
      fallsA = growA & zeroA;
      levelB = (zeroB | growB) & ~shrinkB;
      fallsB = growB & zeroB;
    }
    // The last column of the lower rows.
    matchB |= shrinksAB;
    long zeroB = ((levelB - (matchB & ~levelB)) ^ levelB) | (matchB | fallsB);
    long growB = fallsB | (levelB & ~zeroB);
    long shrinkB = zeroB & ~levelB;
    edge[to] = (byte) ((growB >>> 63) + (shrinkB >> 63));
    growB = (growB << 1) | growsAB;
    shrinkB = (shrinkB << 1) | shrinksAB;
    levelB = (zeroB | growB) & ~shrinkB;
    fallsB = growB & zeroB;
    return rise(levelA, fallsA, Math.min(rows, 64)) + rise(levelB, fallsB, Math.max(rows - 64, 0));
  }

  // How much the cost grows over the first rows of a column.
  private static int rise(long level, long falls, int rows) {
    long some = rows == 64 ? -1L : (1L << rows) - 1;
    return Long.bitCount(~level & some) - Long.bitCount(falls & some);
  }
}
