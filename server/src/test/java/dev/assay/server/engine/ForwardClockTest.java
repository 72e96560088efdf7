package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ForwardClockTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final MachineClock machine = new MachineClock(START);
  private final AtomicLong ticks = new AtomicLong();
  private final Clock clock = new ForwardClock(machine, ticks::get);

  @Test
  void instant_clockGoesOn_isWhatItSays() {
    pass(Duration.ofSeconds(10), Duration.ofSeconds(10));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(10));
    pass(Duration.ofHours(3), Duration.ZERO);
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(10).plus(Duration.ofHours(3)));
    assertThat(clock.withZone(ZoneOffset.ofHours(1)).getZone()).isEqualTo(ZoneOffset.ofHours(1));
  }

  @Test
  void instant_clockSetBack_goesOnAtHalfPaceUntilTheyAgree() {
    pass(Duration.ofHours(-3), Duration.ZERO);
    assertThat(clock.instant()).isEqualTo(START);
    pass(Duration.ofMinutes(10), Duration.ofMinutes(10));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(5)));
    pass(Duration.ofHours(6), Duration.ofHours(6));
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  @Test
  void instant_clockSetBackByYears_isFollowed() {
    pass(Duration.ofDays(3650), Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(3650)));
    pass(Duration.ofDays(-3650), Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START);
  }

  private void pass(Duration onTheClock, Duration truly) {
    machine.set(machine.instant().plus(onTheClock));
    ticks.addAndGet(truly.toNanos());
  }
}
