package dev.assay.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time of traffic that is replayed, which only goes forwards, and afterwards the system's. It
 * stands where it was put, or {@linkplain #pass passes}.
 */
final class ReplayClock extends Clock {

  private record Hand(Instant at, @Nullable Long passingSince) {

    Instant instant() {
      return passingSince == null ? at : at.plusNanos(System.nanoTime() - passingSince);
    }
  }

  private final Clock system;
  private volatile @Nullable Hand replayed;

  private ReplayClock(Clock system, Instant beginning) {
    this.system = system;
    this.replayed = new Hand(beginning, null);
  }

  /** Stands at {@code beginning}. */
  static ReplayClock at(Instant beginning, Clock system) {
    return new ReplayClock(system, beginning);
  }

  /** It is {@code time} now, unless it is later already; and it stands. */
  void advance(Instant time) {
    Hand now = replayed;
    if (now != null) {
      Instant at = now.instant();
      replayed = new Hand(time.isAfter(at) ? time : at, null);
    }
  }

  /** From now on a second is a second, until it is put forward again: for what takes its time. */
  void pass() {
    Hand now = replayed;
    if (now != null && now.passingSince() == null) {
      replayed = new Hand(now.at(), System.nanoTime());
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
    Hand now = replayed;
    return now == null ? system.instant() : now.instant();
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
