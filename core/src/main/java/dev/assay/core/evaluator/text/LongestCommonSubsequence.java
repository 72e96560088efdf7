package dev.assay.core.evaluator.text;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The longest common subsequence of two token lists, 64 cells of the table at a time.
 *
 * <p>A column of the table is kept as its differences from row to row, one bit each, in strips of
 * 64 rows; a strip hands the next one its carries. Memory is linear. Source: H. Hyyrö,
 * "Bit-parallel LCS-length computation revisited", AWOCA 2004.
 *
 * <p>Symbols of the pattern are numbers from 1 to {@code symbols}; in the text 0 stands for any
 * that the pattern does not have. Not for several threads.
 */
final class LongestCommonSubsequence {

  private final long[] matches;
  private long[] columns = new long[0];

  LongestCommonSubsequence(int symbols) {
    this.matches = new long[symbols + 1];
  }

  /** Its length. */
  int length(int[] pattern, int[] text) {
    byte[] carries = new byte[text.length];
    int length = 0;
    for (int top = 0; top < pattern.length; top += 64) {
      length += strip(pattern, top, text, carries, null, 0);
    }
    return length;
  }

  /**
   * Marks in {@code marked} the positions of {@code pattern} on the path that ROUGE's own
   * backtracking takes: from the end, diagonally where the symbols are equal, else towards the
   * longer subsequence, and up on a tie.
   */
  void mark(int[] pattern, int[] text, BitSet marked) {
    byte[] carries = new byte[text.length];
    int strips = (pattern.length + 63) >>> 6;
    if (columns.length < strips * text.length) {
      columns = new long[strips * text.length];
    }
    for (int strip = 0; strip < strips; strip++) {
      strip(pattern, strip * 64, text, carries, columns, strip * text.length);
    }
    int i = pattern.length - 1;
    int j = text.length - 1;
    while (i >= 0 && j >= 0) {
      if (pattern[i] == text[j]) {
        marked.set(i--);
        j--;
      } else if (((columns[(i >>> 6) * text.length + j] >>> i) & 1) == 0) {
        // This row adds one, so that the column before has as much already.
        j--;
      } else {
        i--;
      }
    }
  }

  // Rows top to top + 63: returns by how much the last column grows over them.
  private int strip(
      int[] pattern, int top, int[] text, byte[] carries, long @Nullable [] kept, int offset) {
    int rows = Math.min(64, pattern.length - top);
    for (int i = 0; i < rows; i++) {
      matches[pattern[top + i]] |= 1L << i;
    }
    long column = -1L;
    for (int j = 0; j < text.length; j++) {
      long match = matches[text[j]];
      long extending = column & match;
      long sum = column + extending + carries[j];
      carries[j] = (byte) ((extending | (column & ~sum)) >>> 63);
      column = sum | (column & ~match);
      if (kept != null) {
        kept[offset + j] = column;
      }
    }
    for (int i = 0; i < rows; i++) {
      matches[pattern[top + i]] = 0;
    }
    return Long.bitCount(~column & (rows == 64 ? -1L : (1L << rows) - 1));
  }
}
