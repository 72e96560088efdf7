package dev.assay.models.internal;

import java.time.Duration;

/** The moment at which an exchange is over, whatever the other side does. */
public final class Deadline {

  private final long start;
  private final long end;

  private Deadline(long start, long end) {
    this.start = start;
    this.end = end;
  }

  /** The moment that is {@code left} away. */
  public static Deadline in(Duration left) {
    long now = System.nanoTime();
    long nanos;
    try {
      nanos = left.toNanos();
    } catch (ArithmeticException e) {
      nanos = Long.MAX_VALUE / 2;
    }
    return new Deadline(now, now + Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2)));
  }

  /** This moment, or the one that is {@code left} away if that is earlier. */
  Deadline orIn(Duration left) {
    Deadline other = in(left);
    return other.end - end < 0 ? other : this;
  }

  /** Nanoseconds until then; at least 1, and 1 once it has passed. */
  long nanosLeft() {
    return Math.max(1, end - System.nanoTime());
  }

  /** Milliseconds there were in all. */
  long millis() {
    return Math.round((end - start) / 1e6);
  }
}
