package dev.assay.core.evaluator.text;

/**
 * Up to 64 rows of the table of {@link EditDistance}, advanced column by column. The lowest row is
 * the highest bit.
 */
final class EditStrip {

  /** On an edge: the cost grows by one; it shrinks by one at 2, and stays at 0. */
  static final byte GROWS = 1;

  private final long[] matches;
  private final int[] text;
  private final int top;
  private final int bottom;
  private final int from;
  private final int to;
  private int column;
  private long up;
  private long down;

  EditStrip(long[] matches, int[] pattern, int[] text, int top, int bottom, int from, int to) {
    this.matches = matches;
    this.text = text;
    this.top = top;
    this.bottom = bottom;
    this.from = from;
    this.to = to;
    this.column = from;
    int unused = 64 - rows();
    for (int i = top; i < bottom; i++) {
      matches[pattern[i]] |= 1L << (unused + i - top);
    }
    // Unused rows cost nothing from one to the next, and hand on what they are given.
    this.up = -1L << unused;
  }

  int rows() {
    return bottom - top;
  }

  int from() {
    return from;
  }

  int column() {
    return column;
  }

  /** Clears its marks from the table of matches, for the strip after next to use. */
  void forget(int[] pattern) {
    for (int i = top; i < bottom; i++) {
      matches[pattern[i]] = 0;
    }
  }

  /**
   * Advances to before {@code end}, taking its upper edge from {@code edge} and leaving its lower.
   */
  void advanceTo(int end, byte[] edge) {
    long vp = up;
    long vn = down;
    int stop = Math.min(end, to);
    int j = column;
    for (; j < stop; j++) {
      long step = edge[j];
      long shrinks = step >>> 1;
      long match = matches[text[j]] | shrinks;
      long zero = (((match & vp) + vp) ^ vp) | match | vn;
      long hp = vn | ~(zero | vp);
      long hn = zero & vp;
      edge[j] = (byte) ((hp >>> 63) | ((hn >>> 63) << 1));
      hp = (hp << 1) | (step & 1);
      hn = (hn << 1) | shrinks;
      vp = hn | ~(zero | hp);
      vn = hp & zero;
    }
    column = j;
    up = vp;
    down = vn;
  }

  /**
   * Advances to its end, and {@code lower} by as many columns. It must be ahead of {@code lower},
   * so that each step of the one is independent of that of the other, and the processor can take
   * both at once.
   */
  void advanceToEndWith(EditStrip lower, byte[] edge) {
    long[] upperMatches = matches;
    long[] lowerMatches = lower.matches;
    int[] symbols = text;
    long vpA = up;
    long vnA = down;
    long vpB = lower.up;
    long vnB = lower.down;
    int lag = column - lower.column;
    int j = column;
    for (; j < to; j++) {
      long stepA = edge[j];
      long stepB = edge[j - lag];
      long shrinksA = stepA >>> 1;
      long shrinksB = stepB >>> 1;
      long matchA = upperMatches[symbols[j]] | shrinksA;
      long matchB = lowerMatches[symbols[j - lag]] | shrinksB;
      long zeroA = (((matchA & vpA) + vpA) ^ vpA) | matchA | vnA;
      long zeroB = (((matchB & vpB) + vpB) ^ vpB) | matchB | vnB;
      long hpA = vnA | ~(zeroA | vpA);
      long hnA = zeroA & vpA;
      long hpB = vnB | ~(zeroB | vpB);
      long hnB = zeroB & vpB;
      edge[j] = (byte) ((hpA >>> 63) | ((hnA >>> 63) << 1));
      edge[j - lag] = (byte) ((hpB >>> 63) | ((hnB >>> 63) << 1));
      hpA = (hpA << 1) | (stepA & 1);
      hnA = (hnA << 1) | shrinksA;
      hpB = (hpB << 1) | (stepB & 1);
      hnB = (hnB << 1) | shrinksB;
      vnA = hpA & zeroA;
      vpA = hnA | ~(zeroA | hpA);
      vnB = hpB & zeroB;
      vpB = hnB | ~(zeroB | hpB);
    }
    lower.column += j - column;
    column = j;
    up = vpA;
    down = vnA;
    lower.up = vpB;
    lower.down = vnB;
  }
}
