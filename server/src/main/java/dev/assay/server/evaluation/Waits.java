package dev.assay.server.evaluation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Waits that double from one failure to the next up to a ceiling, the upper half of each drawn, so
 * that what failed together does not come back together. Source: M. Brooker, "Exponential backoff
 * and jitter", AWS Architecture Blog (2015), "equal jitter". Not for several threads at once.
 */
final class Waits {

  private static final int MOST_DOUBLINGS = 30;

  private final SplittableRandom random;

  Waits(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Nanoseconds to wait after this many failures, from 1. */
  long after(int failures, Duration first, Duration longest) {
    double doubled = (double) first.toNanos() * Math.pow(2, Math.min(failures - 1, MOST_DOUBLINGS));
    long ceiling = (long) Math.min((double) longest.toNanos(), doubled);
    return ceiling - random.nextLong(ceiling / 2 + 1);
  }
}
