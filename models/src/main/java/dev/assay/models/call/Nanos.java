package dev.assay.models.call;

import java.time.Duration;

/** Durations in nanoseconds, of which any two add up without overflow. */
final class Nanos {

  private static final long MOST = Long.MAX_VALUE / 8;
  private static final long PER_SECOND = 1_000_000_000;
  private static final double PER_TENTH = 1e8;

  private Nanos() {}

  /** The duration, or 36 years if it is longer; 0 if it is negative. */
  static long of(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.toSeconds() >= MOST / PER_SECOND ? MOST : duration.toNanos();
  }

  /** So many times the duration, or 36 years. */
  static long of(Duration duration, int times) {
    long once = of(duration);
    return once > MOST / times ? MOST : once * times;
  }

  /** In words: {@code 2 s}, {@code 0.3 s}. */
  static String words(long nanos) {
    long tenths = Math.round(nanos / PER_TENTH);
    return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10.0 + " s";
  }
}
