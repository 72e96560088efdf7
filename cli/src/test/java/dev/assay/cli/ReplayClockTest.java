package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReplayClockTest {

  private static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-03T12:00:00Z");

  private final ReplayClock clock = ReplayClock.at(BEGINNING, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void instant_whileReplayed_followsTheTrafficForwards() {
    assertThat(clock.instant()).isEqualTo(BEGINNING);
    clock.advance(BEGINNING.plusSeconds(5));
    clock.advance(BEGINNING.plusSeconds(3));
    assertThat(clock.instant()).isEqualTo(BEGINNING.plusSeconds(5));
  }

  @Test
  void instant_whilePassing_goesOnByItself_andStandsWhereItIsPut() throws InterruptedException {
    clock.pass();
    Instant first = clock.instant();
    Thread.sleep(5);
    assertThat(clock.instant()).isAfter(first).isBefore(BEGINNING.plusSeconds(60));
    clock.advance(BEGINNING);
    Instant stands = clock.instant();
    assertThat(stands).isAfter(BEGINNING);
    Thread.sleep(5);
    assertThat(clock.instant()).isEqualTo(stands);
  }

  @Test
  void instant_afterwards_isTheSystems() {
    clock.live();
    clock.advance(BEGINNING);
    assertThat(clock.instant()).isEqualTo(NOW);
  }
}
