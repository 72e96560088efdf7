package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.watch.CheckedAgreement.Check;
import dev.assay.monitor.watch.CheckedAgreement.Item;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the monitors of evaluators' health promise, read every minute. */
class HealthSimulationTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int MINUTES_A_DAY = 1_440;

  private static Health looks(String evaluator, int done, int unscored) {
    return new Health(List.of(new Health.Looks(evaluator, done, unscored)));
  }

  private static int unscored(SplittableRandom random, int done, double share) {
    int unscored = 0;
    for (int i = 0; i < done; i++) {
      unscored += random.nextDouble() < share ? 1 : 0;
    }
    return unscored;
  }

  // A promise of one in 20 days, over 100 days of each of 20 evaluators: 100, if each were at the
  // limit all the time.
  @ParameterizedTest
  @CsvSource({"0.1, 0.7", "0.1, 20", "0.02, 3", "0.5, 3"})
  void unscoredRate_atItsLimit_alarmsAtMostAsOftenAsStated(double limit, double aMinute) {
    double runLength = 20 * MINUTES_A_DAY;
    int[] alarms =
        IntStream.range(0, 20)
            .parallel()
            .map(
                seed -> {
                  SplittableRandom random = new SplittableRandom(seed);
                  UnscoredSeries series = new UnscoredSeries(Direction.UP, limit);
                  int found = 0;
                  for (int minute = 1; minute <= 100 * MINUTES_A_DAY; minute++) {
                    int done = aMinute < 1 ? random.nextDouble() < aMinute ? 1 : 0 : (int) aMinute;
                    if (done > 0) {
                      Instant at = START.plusSeconds(60L * minute);
                      series.add(at, done, unscored(random, done, limit), runLength);
                    }
                    if (series.since() != null) {
                      found++;
                      series.forget();
                    }
                  }
                  return found;
                })
            .toArray();
    assertThat(Arrays.stream(alarms).sum()).isLessThanOrEqualTo(100);
    // Not for never saying anything.
    assertThat(Arrays.stream(alarms).sum()).isPositive();
  }

  // What it was told by before: a fixed interval of the last 100, looked at each minute. Of what
  // is promised, one a year, there would be 5 in these 2,000 days.
  @Test
  void unscoredRate_byAFixedIntervalEachMinute_alarmsMoreOftenThanStated() {
    int alarms = 0;
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      boolean[] last = new boolean[100];
      int unscored = 0;
      boolean over = false;
      for (int i = 0; i < 100 * MINUTES_A_DAY * 7 / 10; i++) {
        unscored -= last[i % 100] ? 1 : 0;
        last[i % 100] = random.nextDouble() < 0.1;
        unscored += last[i % 100] ? 1 : 0;
        // The 99.9% interval of Wilson is beyond 10% from 22 of 100 on.
        alarms += unscored >= 22 && !over ? 1 : 0;
        over = over ? unscored > 10 : unscored >= 22;
      }
    }
    assertThat(alarms).isGreaterThan(25);
  }

  private static final class Server {
    private final Watch watch;
    private final SplittableRandom random;
    private final List<AlertChange> changes = new ArrayList<>();
    private long minute;

    Server(double limit, long seed) {
      watch =
          Watch.of(
              List.of(
                  MonitorDefinition.of(
                          "unscored",
                          Severity.HIGH,
                          new Condition.HealthLimit(
                              HealthMeasure.UNSCORED_RATE, null, Direction.UP, limit))
                      .with(Handling.withDefaults().holding(Duration.ofMinutes(10)))),
              new Watch.Patience(Duration.ZERO, Duration.ZERO));
      random = new SplittableRandom(seed);
    }

    void pass(Duration time, double aMinute, double share) {
      for (long i = 0; i < time.toMinutes(); i++) {
        minute++;
        int done = aMinute < 1 ? random.nextDouble() < aMinute ? 1 : 0 : (int) aMinute;
        Health health = looks("judge", done, unscored(random, done, share));
        Instant now = START.plus(Duration.ofMinutes(minute));
        changes.addAll(watch.commit(minute, Feed.nothing().with(health), History.none(), now));
      }
    }

    List<AlertChange.What> told() {
      return changes.stream()
          .map(AlertChange::what)
          .filter(what -> what != AlertChange.What.UPDATED)
          .toList();
    }

    Duration opened(Instant since) {
      return changes.stream()
          .filter(change -> change.what() == AlertChange.What.OPENED)
          .map(change -> Duration.between(since, change.at()))
          .findFirst()
          .orElse(Duration.ofDays(1000));
    }
  }

  // With a false alarm a year at most, and ten minutes of pending.
  @ParameterizedTest
  @CsvSource({"0.7, 0.4, 180, 120", "0.7, 0.2, 1440, 720", "20, 0.2, 60, 30", "20, 0.9, 13, 12"})
  void unscoredRate_beyondItsLimitOfATenth_isToldSoon_andOverSoon(
      double aMinute, double share, long within, double onAverage) {
    double total = 0;
    for (int seed = 0; seed < 10; seed++) {
      Server server = new Server(0.1, seed);
      server.pass(Duration.ofDays(1), aMinute, 0.01);
      assertThat(server.told()).isEmpty();
      Instant since = START.plus(Duration.ofMinutes(server.minute));
      server.pass(Duration.ofDays(1), aMinute, share);
      assertThat(server.told()).containsExactly(AlertChange.What.PENDING, AlertChange.What.OPENED);
      Duration took = server.opened(since);
      assertThat(took).isLessThanOrEqualTo(Duration.ofMinutes(within));
      total += took.toMinutes();
      Alert alert = server.watch.alerts().get(0);
      assertThat(Duration.between(since, alert.since()).abs()).isLessThan(Duration.ofHours(12));
      server.pass(Duration.ofHours(8), aMinute, 0.01);
      assertThat(server.told()).endsWith(AlertChange.What.RESOLVED);
    }
    assertThat(total / 10).isLessThanOrEqualTo(onAverage);
  }

  @Test
  void unscoredRate_restartedEachHour_goesOnAsIfNeverStopped() {
    Server whole = new Server(0.1, 5);
    whole.pass(Duration.ofHours(12), 0.7, 0.15);
    Server stopped = new Server(0.1, 5);
    Watch watch = stopped.watch;
    SplittableRandom random = new SplittableRandom(5);
    for (long minute = 1; minute <= MINUTES_A_DAY / 2; minute++) {
      int done = random.nextDouble() < 0.7 ? 1 : 0;
      Health health = looks("judge", done, unscored(random, done, 0.15));
      Instant now = START.plus(Duration.ofMinutes(minute));
      watch.commit(minute, Feed.nothing().with(health), History.none(), now);
      if (minute % 60 == 0) {
        watch =
            Watch.fromBytes(
                watch.toBytes(),
                watch.monitors(),
                new Watch.Patience(Duration.ZERO, Duration.ZERO));
      }
    }
    assertThat(watch.toBytes()).isEqualTo(whole.watch.toBytes());
  }

  // Traffic of which a twentieth fails at something. That twentieth is looked at for certain, the
  // rest with a twentieth of the probability; 20 of what was looked at are drawn each week.
  private static Check week(SplittableRandom random, int week, double odd, double usual) {
    List<Item> items = new ArrayList<>();
    while (items.size() < 20) {
      boolean failing = random.nextDouble() < 0.05;
      double probability = failing ? 1 : 0.05;
      if (random.nextDouble() < probability) {
        double share = failing ? odd : usual;
        items.add(new Item(random.nextDouble() < share, probability * 0.01));
      }
    }
    return new Check(START.plus(Duration.ofDays(7L * week)), 0.05 * 0.01, items);
  }

  private static long everTold(int judges, int weeks, double odd, double usual, boolean weighted) {
    return IntStream.range(0, judges)
        .parallel()
        .filter(
            seed -> {
              SplittableRandom random = new SplittableRandom(1_000 + seed);
              List<Check> checks = new ArrayList<>();
              boolean told = false;
              for (int week = 0; week < weeks && !told; week++) {
                Check check = week(random, week, odd, usual);
                checks.add(weighted ? check : plain(check));
                told = new CheckedAgreement(checks).beyond(Direction.DOWN, 0.8, 0.05).isPresent();
              }
              return told;
            })
        .count();
  }

  private static Check plain(Check check) {
    return new Check(
        check.at(), 1, check.items().stream().map(item -> new Item(item.alike(), 1)).toList());
  }

  // Of all traffic 0.05 * 0.4 + 0.95 * 0.821 = 80% are decided alike: just what is asked for. Of
  // what is drawn, half of which fails at something, only 61% are.
  @Test
  void agreement_atItsLimit_unequalDraws_fivePercentAtMostAreEverTold() {
    assertThat(everTold(400, 52, 0.4, 0.821, true)).isLessThanOrEqualTo(20);
    assertThat(everTold(40, 52, 0.4, 0.821, false)).isEqualTo(40);
  }

  // Of all traffic 0.05 * 0.9 + 0.95 * 0.4 = 42%.
  @Test
  void agreement_farBelowItsLimit_unequalDraws_isToldWithinWeeks() {
    assertThat(everTold(100, 4, 0.9, 0.4, true)).isGreaterThanOrEqualTo(90);
  }
}
