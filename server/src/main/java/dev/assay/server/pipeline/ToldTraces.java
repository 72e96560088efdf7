package dev.assay.server.pipeline;

import java.util.Arrays;

/**
 * Traces that were told and are held no more, as far back as there is room: a number for each, so
 * that what comes of them is known to be late, or sent again, and not taken for something new. Two
 * traces may have one number: whoever is told yes has to look. For one thread.
 */
final class ToldTraces {

  private static final int FEWEST = 1 << 10;
  private static final double FULL = 0.5;

  private final int most;
  private long[] present = new long[FEWEST];
  private long[] past = new long[0];
  private int size;

  /**
   * Remembers as many traces as were told last, or up to twice as many.
   *
   * @param most a power of two, half of which is room
   */
  ToldTraces(int most) {
    this.most = most;
  }

  void add(String traceId) {
    long number = number(traceId);
    if (holds(present, number)) {
      return;
    }
    if (size >= present.length * FULL) {
      if (present.length < most) {
        grow();
      } else {
        past = present;
        present = new long[most];
        size = 0;
      }
    }
    put(present, number);
    size++;
  }

  boolean mayHold(String traceId) {
    long number = number(traceId);
    return holds(present, number) || (past.length > 0 && holds(past, number));
  }

  private void grow() {
    long[] wider = new long[present.length * 2];
    Arrays.stream(present).filter(number -> number != 0).forEach(number -> put(wider, number));
    present = wider;
  }

  private static void put(long[] into, long number) {
    int at = place(into, number);
    while (into[at] != 0) {
      at = (at + 1) & (into.length - 1);
    }
    into[at] = number;
  }

  private static boolean holds(long[] in, long number) {
    for (int at = place(in, number); in[at] != 0; at = (at + 1) & (in.length - 1)) {
      if (in[at] == number) {
        return true;
      }
    }
    return false;
  }

  private static int place(long[] in, long number) {
    return (int) (number >>> 32) & (in.length - 1);
  }

  // Zero means free.
  private static long number(String traceId) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < traceId.length(); i++) {
      hash = (hash ^ traceId.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
