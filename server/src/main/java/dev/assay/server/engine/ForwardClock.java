package dev.assay.server.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The machine's clock, but never back: when that is set back, this one goes on at half its pace
 * until the two agree again, so that nothing waits for hours, or is due twice. A clock that is set
 * back by more than a day was wrong altogether, and is followed. Safe for use by several threads.
 */
final class ForwardClock extends Clock {

  private static final Duration MOST = Duration.ofDays(1);

  private final Clock machine;
  private final LongSupplier ticks;
  // Guarded by this.
  private Instant last;
  private long lastTicks;

  /**
   * Starts with what the machine says.
   *
   * @param ticks nanoseconds that pass, from anywhere
   */
  ForwardClock(Clock machine, LongSupplier ticks) {
    this.machine = machine;
    this.ticks = ticks;
    this.last = machine.instant();
    this.lastTicks = ticks.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    Instant said = machine.instant();
    long now = ticks.getAsLong();
    Instant least = last.plusNanos(Math.max(0, now - lastTicks) / 2);
    boolean wrong = Duration.between(said, last).compareTo(MOST) > 0;
    last = said.isBefore(least) && !wrong ? least : said;
    lastTicks = now;
    return last;
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return machine.getZone().equals(zone) ? this : new ForwardClock(machine.withZone(zone), ticks);
  }
}
