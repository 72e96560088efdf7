package dev.assay.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time of traffic that is replayed, which only goes forwards, and afterwards the system's. */
final class ReplayClock extends Clock {

  private final Clock system;
  private volatile @Nullable Instant replayed;

  private ReplayClock(Clock system, Instant beginning) {
    this.system = system;
    this.replayed = beginning;
  }

  /** Stands at {@code beginning}. */
  static ReplayClock at(Instant beginning, Clock system) {
    return new ReplayClock(system, beginning);
  }

  /** It is {@code time} now, unless it is later already. */
  void advance(Instant time) {
    Instant now = replayed;
    if (now != null && time.isAfter(now)) {
      replayed = time;
    }
  }

  /** From now on it is as late as it is. */
  void live() {
    replayed = null;
  }

  /** Nanoseconds that pass, as fast as the time that is replayed. */
  long nanos() {
    Instant now = instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  @Override
  public Instant instant() {
    Instant now = replayed;
    return now == null ? system.instant() : now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    // Nobody asks it for anything but instants.
    return this;
  }
}
