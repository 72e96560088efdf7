package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.DefaultMonitors;
import dev.assay.monitor.watch.Feed;
import dev.assay.monitor.watch.Health;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Watch;
import dev.assay.server.pipeline.Scored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnscoredRatesTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final double A_MINUTE = 0.7;

  // What is watched where nothing is configured.
  private static final MonitorDefinition UNSCORED =
      DefaultMonitors.of(List.of()).stream()
          .filter(monitor -> monitor.name().equals("unscored"))
          .findFirst()
          .orElseThrow();

  private record Told(Duration after, AlertChange.What what) {}

  private static final class Server {
    private final UnscoredRates rates = new UnscoredRates();
    private final Watch watch =
        Watch.of(List.of(UNSCORED), new Watch.Patience(Duration.ZERO, Duration.ZERO));
    private final Random random;
    private final List<Told> told = new ArrayList<>();
    private long minutes;
    private long done;
    private long unscored;

    Server(long seed) {
      random = new Random(seed);
    }

    void pass(Duration time, double share) {
      for (long i = 0; i < time.toMinutes(); i++) {
        minutes++;
        if (random.nextDouble() < A_MINUTE) {
          done++;
          unscored += random.nextDouble() < share ? 1 : 0;
        }
        Instant now = START.plus(Duration.ofMinutes(minutes));
        Health health = new Health(rates.look(Map.of("judge", new Scored(done, unscored)), now));
        watch
            .commit(minutes, Feed.nothing().with(health), History.none(), now)
            .forEach(change -> told.add(new Told(Duration.ofMinutes(minutes), change.what())));
      }
    }
  }

  @Test
  void fortyPercentUnscored_atSevenTenthsAMinute_firesWithinHours_andResolvesOnceScored() {
    for (int seed = 0; seed < 20; seed++) {
      Server server = new Server(seed);
      server.pass(Duration.ofDays(2), 0.01);
      assertThat(server.told).isEmpty();

      server.pass(Duration.ofHours(4), 0.4);
      assertThat(server.told)
          .extracting(Told::what)
          .contains(AlertChange.What.OPENED)
          .doesNotContain(AlertChange.What.RESOLVED);

      server.pass(Duration.ofHours(8), 0.01);
      assertThat(server.told).extracting(Told::what).contains(AlertChange.What.RESOLVED);
    }
  }

  @Test
  void onePercentUnscored_neverFires() {
    for (int seed = 0; seed < 20; seed++) {
      Server server = new Server(100 + seed);
      server.pass(Duration.ofDays(30), 0.01);
      assertThat(server.told).isEmpty();
    }
  }

  @Test
  void minuteOfMany_isNotHeldUpByHoursOfFew() {
    UnscoredRates rates = new UnscoredRates();
    rates.look(Map.of("judge", new Scored(1_000, 0)), START);
    Instant later = START.plus(Duration.ofMinutes(90));
    assertThat(rates.look(Map.of("judge", new Scored(1_200, 100)), later))
        .singleElement()
        .satisfies(
            reading -> {
              assertThat(reading.value()).isEqualTo(0.5);
              assertThat(reading.low()).isBetween(0.35, 0.5);
              assertThat(reading.level()).isEqualTo(0.999);
            });
  }

  @Test
  void fewLooks_sayNothing() {
    UnscoredRates rates = new UnscoredRates();
    assertThat(rates.look(Map.of("judge", new Scored(3, 3)), START)).isEmpty();
  }
}
