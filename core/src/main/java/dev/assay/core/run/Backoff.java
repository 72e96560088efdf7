package dev.assay.core.run;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How long to wait before the next try: exponential, with full jitter, and never less than the
 * target asked for. Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog
 * (2015).
 */
final class Backoff {

  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 20_000;

  private final SplittableRandom random;

  Backoff(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * The wait after failure number {@code failures}.
   *
   * @param failures how often it has failed, at least 1
   * @param asked what the target asked for
   */
  Duration next(int failures, Optional<Duration> asked) {
    long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
    Duration wait = Duration.ofMillis(random.nextLong(ceiling + 1));
    // On top of what was asked for, so that callers told the same do not come back at once.
    return asked.map(least -> least.plus(wait.dividedBy(4))).orElse(wait);
  }
}
