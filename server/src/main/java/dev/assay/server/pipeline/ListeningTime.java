package dev.assay.server.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How far the time by which silence is measured lies behind the clock's.
 *
 * <p>That nothing came for half an hour means something only if somebody listened for half an hour.
 * When the clock is put forward, or the machine slept, nobody did: that time is left out, and made
 * up for by letting time pass a quarter faster. For one thread.
 */
final class ListeningTime {

  private static final Duration STEP = Duration.ofMinutes(1);
  // Beyond, the clock was wrong altogether before.
  private static final Duration MOST = Duration.ofDays(1);
  private static final int MADE_UP_FOR = 4;
  private static final long AT_ONCE_NANOS = 1_000_000_000;

  private final Clock clock;
  private final LongSupplier ticks;
  private Instant last;
  private long lastTicks;
  private Duration behind = Duration.ZERO;

  ListeningTime(Clock clock, LongSupplier ticks) {
    this.clock = clock;
    this.ticks = ticks;
    this.last = clock.instant();
    this.lastTicks = ticks.getAsLong();
  }

  /** Looks at the clock, and says how far behind it silence is measured. */
  Duration behind() {
    long before = ticks.getAsLong();
    Instant now = clock.instant();
    long ticked = ticks.getAsLong();
    // Held up between the two, it cannot tell which of them went on.
    if (ticked - before < AT_ONCE_NANOS) {
      look(now, ticked);
    }
    return behind;
  }

  private void look(Instant now, long ticked) {
    Duration passed = Duration.ofNanos(Math.max(0, ticked - lastTicks));
    Duration step = Duration.between(last, now).minus(passed);
    last = now;
    lastTicks = ticked;
    Duration left = behind.minus(passed.dividedBy(MADE_UP_FOR));
    left = left.isNegative() ? Duration.ZERO : left;
    if (step.abs().compareTo(STEP) > 0) {
      left = left.plus(step);
    }
    behind = left.isNegative() || left.compareTo(MOST) > 0 ? Duration.ZERO : left;
  }
}
