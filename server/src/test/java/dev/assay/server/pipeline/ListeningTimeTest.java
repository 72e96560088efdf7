package dev.assay.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ListeningTimeTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private Instant now = START;
  private final AtomicLong ticks = new AtomicLong();
  private final ListeningTime time = new ListeningTime(new Told(), ticks::get);

  /** What {@code now} says. */
  private final class Told extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  @Test
  void behind_clockGoesOn_isNothing() {
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMinutes(10), Duration.ofMinutes(10).plusMillis(i));
      assertThat(time.behind()).isEqualTo(Duration.ZERO);
    }
  }

  @Test
  void behind_clockSetForward_isThatFar_andMadeUpForByAQuarter() {
    pass(Duration.ofHours(3).plusSeconds(1), Duration.ofSeconds(1));
    assertThat(time.behind()).isEqualTo(Duration.ofHours(3));
    pass(Duration.ofHours(4), Duration.ofHours(4));
    assertThat(time.behind()).isEqualTo(Duration.ofHours(2));
    pass(Duration.ofHours(9), Duration.ofHours(9));
    assertThat(time.behind()).isEqualTo(Duration.ZERO);
  }

  @Test
  void behind_clockSetForwardAndBack_isNothingAgain() {
    pass(Duration.ofHours(3), Duration.ZERO);
    assertThat(time.behind()).isEqualTo(Duration.ofHours(3));
    pass(Duration.ofHours(-3), Duration.ZERO);
    assertThat(time.behind()).isEqualTo(Duration.ZERO);
  }

  @Test
  void behind_clockWasWrongByYears_isNothing() {
    pass(Duration.ofDays(3650), Duration.ZERO);
    assertThat(time.behind()).isEqualTo(Duration.ZERO);
  }

  private void pass(Duration onTheClock, Duration truly) {
    now = now.plus(onTheClock);
    ticks.addAndGet(truly.toNanos());
  }
}
