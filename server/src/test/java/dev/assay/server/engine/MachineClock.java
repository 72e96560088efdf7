package dev.assay.server.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A machine's clock that somebody sets: it stands still, or is ahead of the real one. */
final class MachineClock extends Clock {

  private final @Nullable Clock real;
  private volatile @Nullable Instant stands;
  private volatile Duration ahead = Duration.ZERO;

  /** Stands still. */
  MachineClock(Instant at) {
    this.real = null;
    this.stands = at;
  }

  private MachineClock(Clock real) {
    this.real = real;
  }

  /** Goes on like a real one. */
  static MachineClock running() {
    return new MachineClock(Clock.systemUTC());
  }

  void set(Instant at) {
    stands = at;
  }

  /** Is so far ahead of the real one from now on, or behind it. */
  void ahead(Duration far) {
    ahead = far;
  }

  @Override
  public Instant instant() {
    return real == null ? stands : real.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
