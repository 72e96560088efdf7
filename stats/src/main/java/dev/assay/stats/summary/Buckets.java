package dev.assay.stats.summary;

import java.util.Arrays;

/**
 * Counts by bucket number, in pages: near numbers are found by two array look-ups, and a lonely far
 * one costs a page and not the way to it.
 */
final class Buckets {

  private static final int BITS = 6;
  private static final int PAGE = 1 << BITS;
  private static final int NEAR = 2;

  /** Called for every bucket that is not empty. */
  interface Visitor {
    void visit(int index, long count);
  }

  private long[][] pages = new long[0][];
  private int first;
  private int used;

  /** How many are not empty. */
  int used() {
    return used;
  }

  void add(int index, long count) {
    int page = index >> BITS;
    if (page < first || page - first >= pages.length) {
      reach(page);
    }
    long[] counts = pages[page - first];
    if (counts.length == 0) {
      counts = new long[PAGE];
      pages[page - first] = counts;
    }
    int at = index & (PAGE - 1);
    if (counts[at] == 0) {
      used++;
    }
    counts[at] += count;
  }

  /** Whether every bucket holds at least what the same bucket of another holds. */
  boolean covers(Buckets part) {
    boolean[] all = {true};
    part.each((index, count) -> all[0] &= get(index) >= count);
    return all[0];
  }

  /** Takes out what another holds, as far as it is here; gives how much that was. */
  long withdraw(Buckets part) {
    long[] taken = {0};
    part.each(
        (index, count) -> {
          long here = Math.min(count, get(index));
          if (here > 0) {
            long[] counts = pages[(index >> BITS) - first];
            int at = index & (PAGE - 1);
            counts[at] -= here;
            used -= counts[at] == 0 ? 1 : 0;
            taken[0] += here;
          }
        });
    return taken[0];
  }

  private long get(int index) {
    int page = (index >> BITS) - first;
    boolean there = page >= 0 && page < pages.length && pages[page].length > 0;
    return there ? pages[page][index & (PAGE - 1)] : 0;
  }

  /** From the lowest to the highest. */
  void each(Visitor visitor) {
    for (int p = 0; p < pages.length; p++) {
      long[] counts = pages[p];
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] != 0) {
          visitor.visit(((first + p) << BITS) + i, counts[i]);
        }
      }
    }
  }

  /** Every two neighbours as one: buckets 2i - 1 and 2i become i. */
  Buckets halved() {
    Buckets halved = new Buckets();
    each((index, count) -> halved.add((index + 1) >> 1, count));
    return halved;
  }

  Buckets copy() {
    Buckets copy = new Buckets();
    copy.first = first;
    copy.used = used;
    copy.pages = pages.clone();
    for (int p = 0; p < pages.length; p++) {
      copy.pages[p] = pages[p].clone();
    }
    return copy;
  }

  private static final long[] NONE = {};

  private void reach(int page) {
    // What comes next is often near, on the same side.
    int low = pages.length == 0 ? page : page < first ? page - NEAR : first;
    int high = pages.length == 0 ? page : Math.max(first + pages.length - 1, page + NEAR);
    long[][] wider = new long[high - low + 1][];
    Arrays.fill(wider, NONE);
    System.arraycopy(pages, 0, wider, pages.length == 0 ? 0 : first - low, pages.length);
    pages = wider;
    first = low;
  }
}
