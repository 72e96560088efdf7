package dev.assay.models.call;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How long to wait before the next attempt: anything up to a ceiling that doubles with each
 * failure, so that callers who failed together do not come back together ("full jitter"). Source:
 * M. Brooker, "Exponential backoff and jitter", AWS Architecture Blog (2015).
 */
final class Backoff {

  private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();
  private static final long CEILING_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int MOST_DOUBLINGS = 16;

  private final SplittableRandom random;

  Backoff(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * The wait after this many failures, from 1. What the provider asked for is the least, and a
   * quarter of the jitter comes on top of it.
   */
  synchronized long nanos(int failures, Optional<Duration> asked) {
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    long ceiling = Math.min(CEILING_NANOS, FIRST_NANOS << doublings);
    long jitter = random.nextLong(ceiling + 1);
    if (asked.isEmpty()) {
      return jitter;
    }
    return Nanos.of(asked.get()) + jitter / 4;
  }
}
