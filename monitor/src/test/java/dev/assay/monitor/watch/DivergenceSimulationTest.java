package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.window.Sample;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What divergence promises, on days that have a rhythm in traffic, scores and deeds. */
class DivergenceSimulationTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int DAYS = 200;
  private static final int STREAMS = 10;

  private static Condition.Divergence condition(Duration falseAlarms) {
    return new Condition.Divergence(
        WatchedMeasure.rate(WatchedMeasure.Kind.PASS_RATE, "judge", ""),
        Direction.UP,
        WatchedMeasure.of(WatchedMeasure.Kind.NEGATIVE_RATE, ""),
        Direction.DOWN,
        new BaselineSource.Past(Duration.ofDays(7)),
        Rhythm.DAY,
        HOUR,
        falseAlarms);
  }

  /** The share of events that come more by day. */
  private static Optional<Sample> rate(
      SplittableRandom random, int hour, double perDay, double rate) {
    int n = DailyTraffic.count(random, hour, perDay);
    if (n == 0) {
      return Optional.empty();
    }
    double here = Math.min(1, rate * (1 + 0.2 * Math.sin(hour / 24.0 * 2 * Math.PI)));
    int events = 0;
    for (int i = 0; i < n; i++) {
      events += random.nextDouble() < here ? 1 : 0;
    }
    double p = (double) events / n;
    return Optional.of(new Sample(p, n, p * (1 - p), n));
  }

  /** Hours until it was said that they move apart; -1 where it was not. */
  private static final class Stream {
    private final DivergencePair pair;
    private final double looks;
    private final SplittableRandom random;
    private int at;
    private int alarms;

    Stream(Duration falseAlarms, long seed) {
      pair = new DivergencePair(condition(falseAlarms));
      looks = Conditions.looks(falseAlarms, HOUR, 1);
      random = new SplittableRandom(seed);
    }

    /** So many hours in which so many are judged, fail, come and are disliked. */
    int hours(int n, double judged, double failed, double perDay, double disliked) {
      for (int i = 0; i < n; i++) {
        Instant start = START.plus(Duration.ofHours(at));
        Optional<Sample> failures = rate(random, at % 24, judged, failed);
        Optional<Sample> signals = rate(random, at % 24, perDay, disliked);
        at++;
        if (failures.isEmpty() || signals.isEmpty()) {
          continue;
        }
        Sample f = failures.get();
        Sample passes = new Sample(1 - f.value(), f.size(), f.variance(), f.count());
        Optional<Verdict> verdict = pair.add(start, passes, signals.get(), looks);
        if (verdict.isPresent() && verdict.get().standing() == Verdict.Standing.CHANGED) {
          alarms++;
          pair.forget();
          return i + 1;
        }
      }
      return -1;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 0.1, 4000, 0.03",
    "100, 0.02, 2000, 0.01",
    "1000, 0.01, 500, 0.01",
    "50, 0.3, 300, 0.002",
    "1000, 0.1, 4000, 0.0005"
  })
  void stationary_manyOrFew_falseAlarmsWithinTheStatedRate(
      double judged, double failed, double perDay, double disliked) {
    int alarms = 0;
    for (int i = 0; i < STREAMS; i++) {
      Stream stream = new Stream(Duration.ofDays(20), i);
      while (stream.at < DAYS * 24) {
        stream.hours(DAYS * 24 - stream.at, judged, failed, perDay, disliked);
      }
      alarms += stream.alarms;
    }
    assertThat(alarms).isLessThanOrEqualTo(STREAMS * DAYS / 20);
  }

  @Test
  void usersTwiceAsUnhappyWhileScoresStay_foundWithinTwoDaysInNineOfTen() {
    int found = 0;
    for (int i = 0; i < 50; i++) {
      Stream stream = new Stream(Duration.ofDays(365), 1000 + i);
      assertThat(stream.hours(14 * 24 + i % 24, 1000, 0.1, 4000, 0.03)).isEqualTo(-1);
      int hours = stream.hours(96, 1000, 0.1, 4000, 0.06);
      found += hours > 0 && hours <= 48 ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(45);
  }
}
