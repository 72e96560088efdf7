package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.window.Sample;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sequential.Cusum;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the detectors promise, on days that have a rhythm in traffic and in scores. */
class SeriesSimulationTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final WatchedMeasure JUDGE = WatchedMeasure.mean("judge", 1, 5);
  private static final WatchedMeasure RATE =
      WatchedMeasure.of(WatchedMeasure.Kind.MODE_RATE, "hallucinated");
  private static final double YEAR_OF_HOURS = 365 * 24;

  /** An hour's sample of so many. */
  private interface Hour {
    Sample of(SplittableRandom random, int hour, int n);
  }

  /** 20,000 requests a day of which a twentieth is drawn, most of them by day. */
  private static int drawn(SplittableRandom random, int hour) {
    return DailyTraffic.count(random, hour, 1000);
  }

  /** Grades from 1 to 5 with a mean of about 4, lower by night. */
  private static Sample judged(SplittableRandom random, int hour, int n, double shift) {
    double rhythm = 0.15 * Math.sin((hour - 8) / 24.0 * 2 * Math.PI);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double grade =
          Math.max(1, Math.min(5, Math.round(4 + rhythm + shift + random.nextGaussian())));
      sum += grade;
      squares += grade * grade;
    }
    double mean = sum / n;
    return new Sample(mean, n, Math.max(0, squares / n - mean * mean), n);
  }

  private static Sample events(SplittableRandom random, int hour, int n, double rate) {
    double here = rate * (1 + 0.3 * Math.sin(hour / 24.0 * 2 * Math.PI));
    int events = 0;
    for (int i = 0; i < n; i++) {
      events += random.nextDouble() < here ? 1 : 0;
    }
    double p = (double) events / n;
    return new Sample(p, n, p * (1 - p), n);
  }

  private static Series learning(WatchedMeasure measure, Direction direction) {
    return new Series(direction, 0, 1, false, new Tracker(measure, Rhythm.DAY, WEEK), null);
  }

  /** False alarms over stationary days. */
  private static int alarms(
      long seed, int days, Function<SplittableRandom, Series> fresh, Hour hour, double looks) {
    SplittableRandom random = new SplittableRandom(seed);
    Series series = fresh.apply(random);
    int alarms = 0;
    for (int i = 0; i < 24 * days; i++) {
      int n = drawn(random, i % 24);
      if (n < 2) {
        continue;
      }
      Verdict verdict =
          series.add(START.plus(Duration.ofHours(i)), hour.of(random, i % 24, n), looks);
      if (verdict.standing() == Verdict.Standing.CHANGED) {
        alarms++;
        // Somebody looked and found nothing: what was learned is true.
        series.forget();
      }
    }
    return alarms;
  }

  @Test
  void stationary_judgeWithDailyRhythm_falseAlarmsWithinTheStatedRate() {
    // A stated rate that 200 days can show: one in 20 days, so at most 10 in 200 days.
    int days = 200;
    int streams = 20;
    int alarms = 0;
    for (int i = 0; i < streams; i++) {
      alarms +=
          alarms(
              i,
              days,
              r -> learning(JUDGE, Direction.BOTH),
              (random, hour, n) -> judged(random, hour, n, 0),
              20 * 24);
    }
    assertThat(alarms).isLessThanOrEqualTo(streams * days / 20);
  }

  @Test
  void stationary_judgeAtTheUsualRate_hardlyAny() {
    int streams = 20;
    int alarms = 0;
    for (int i = 0; i < streams; i++) {
      alarms +=
          alarms(
              100 + i,
              200,
              r -> learning(JUDGE, Direction.DOWN),
              (random, hour, n) -> judged(random, hour, n, 0),
              YEAR_OF_HOURS);
    }
    // 20 streams of 200 days are 11 years.
    assertThat(alarms).isLessThanOrEqualTo(11);
  }

  @Test
  void stationary_rareEventsWithDailyRhythm_falseAlarmsWithinTheStatedRate() {
    int days = 200;
    int streams = 10;
    for (double rate : new double[] {0.002, 0.02, 0.2}) {
      int alarms = 0;
      for (int i = 0; i < streams; i++) {
        alarms +=
            alarms(
                200 + i,
                days,
                r -> learning(RATE, Direction.UP),
                (random, hour, n) -> events(random, hour, n, rate),
                20 * 24);
      }
      assertThat(alarms).as("rate %s", rate).isLessThanOrEqualTo(streams * days / 20);
    }
  }

  @Test
  void stationary_cusum_falseAlarmsAboutTheStatedRunLength() {
    int days = 200;
    int streams = 20;
    byte[] chart =
        Cusum.of(0, 1)
            .detecting(1)
            .with(Direction.DOWN)
            .withRunLength(2 * 480)
            .calibrate()
            .toBytes();
    int alarms = 0;
    for (int i = 0; i < streams; i++) {
      alarms +=
          alarms(
              300 + i,
              days,
              r ->
                  new Series(
                      Direction.DOWN, 0, 1, false, new Tracker(JUDGE, Rhythm.DAY, WEEK, 7), chart),
              (random, hour, n) -> judged(random, hour, n, 0),
              480);
    }
    assertThat(alarms).isLessThanOrEqualTo(streams * days / 20);
  }

  @Test
  void stationary_dayToDayWeather_learnedAsSuch() {
    int streams = 20;
    int alarms = 0;
    for (int i = 0; i < streams; i++) {
      SplittableRandom weather = new SplittableRandom(i);
      alarms +=
          alarms(
              400 + i,
              200,
              r -> learning(JUDGE, Direction.DOWN),
              (random, hour, n) -> judged(random, hour, n, 0.15 * weather.nextGaussian()),
              20 * 24);
    }
    assertThat(alarms).isLessThanOrEqualTo(streams * 10);
  }

  /** Hours from the change to the alarm; more than were tried if there was none. */
  private static int hoursToAlarm(long seed, Series series, Hour before, Hour after, int most) {
    SplittableRandom random = new SplittableRandom(seed);
    // The change comes at any hour, after two weeks.
    int change = 14 * 24 + (int) (seed % 24);
    for (int i = 0; i < change + most; i++) {
      int n = drawn(random, i % 24);
      if (n < 2) {
        continue;
      }
      Hour hour = i < change ? before : after;
      Verdict verdict =
          series.add(START.plus(Duration.ofHours(i)), hour.of(random, i % 24, n), YEAR_OF_HOURS);
      if (verdict.standing() == Verdict.Standing.CHANGED) {
        return i < change ? Integer.MAX_VALUE : i - change + 1;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void drop_by03OfAJudge_foundWithinADayInNineOfTen() {
    int found = 0;
    int tries = 100;
    for (int seed = 0; seed < tries; seed++) {
      int took =
          hoursToAlarm(
              seed,
              learning(JUDGE, Direction.DOWN),
              (random, hour, n) -> judged(random, hour, n, 0),
              (random, hour, n) -> judged(random, hour, n, -0.3),
              24);
      found += took <= 24 ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(95);
  }

  @Test
  void rise_ofHallucinationsFrom2To6Percent_foundWithinHours() {
    int tries = 100;
    int[] took = new int[tries];
    for (int seed = 0; seed < tries; seed++) {
      took[seed] =
          hoursToAlarm(
              1000 + seed,
              learning(RATE, Direction.UP),
              (random, hour, n) -> events(random, hour, n, 0.02),
              (random, hour, n) -> events(random, hour, n, 0.06),
              48);
    }
    Arrays.sort(took);
    assertThat(took[tries / 2]).isLessThanOrEqualTo(14);
    assertThat(took[90]).isLessThanOrEqualTo(24);
  }

  @Test
  void rise_ofHallucinationsSeenInAllTraffic_foundWithinSixHours() {
    for (int seed = 0; seed < 10; seed++) {
      int took =
          hoursToAlarm(
              seed,
              learning(RATE, Direction.UP),
              (r, hour, n) -> events(r, hour, 20 * n, 0.02),
              (r, hour, n) -> events(r, hour, 20 * n, 0.06),
              24);
      assertThat(took).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void change_interval_coversTheTruthAndTheTimeIsNear() {
    int covered = 0;
    int near = 0;
    int tries = 60;
    for (int seed = 0; seed < tries; seed++) {
      SplittableRandom random = new SplittableRandom(5000 + seed);
      Series series = learning(JUDGE, Direction.DOWN);
      int change = 14 * 24 + 10;
      Verdict verdict = null;
      for (int i = 0; i < change + 48; i++) {
        int n = Math.max(2, drawn(random, i % 24));
        verdict =
            series.add(
                START.plus(Duration.ofHours(i)),
                judged(random, i % 24, n, i < change ? 0 : -0.3),
                YEAR_OF_HOURS);
      }
      Estimate estimate = verdict == null ? null : verdict.change();
      if (estimate != null && verdict.standing() == Verdict.Standing.STILL) {
        // Grades are cut at 5, which takes some of the shift away.
        covered += estimate.interval().contains(-0.275) ? 1 : 0;
        long off =
            Math.abs(
                Duration.between(START.plus(Duration.ofHours(change)), verdict.since()).toHours());
        near += off <= 12 ? 1 : 0;
      }
    }
    assertThat(covered).isGreaterThanOrEqualTo(tries * 9 / 10);
    assertThat(near).isGreaterThanOrEqualTo(tries * 3 / 4);
  }

  @Test
  void threshold_atTheLimit_falseAlarmsWithinTheStatedRate_belowItSoonFound() {
    int alarms = 0;
    for (int i = 0; i < 20; i++) {
      alarms +=
          alarms(
              600 + i,
              200,
              r -> new Series(Direction.UP, 0, 30, true, new Tracker(RATE, 0.02, 0), null),
              (random, hour, n) -> {
                int events = 0;
                for (int j = 0; j < n; j++) {
                  events += random.nextDouble() < 0.02 ? 1 : 0;
                }
                double p = (double) events / n;
                return new Sample(p, n, p * (1 - p), n);
              },
              20 * 24);
    }
    assertThat(alarms).isLessThanOrEqualTo(200);
    Series low = new Series(Direction.DOWN, 0, 30, true, new Tracker(JUDGE, 3.5, 0), null);
    SplittableRandom random = new SplittableRandom(4);
    int looks = 0;
    Verdict verdict;
    do {
      verdict =
          low.add(START.plus(Duration.ofHours(looks++)), judged(random, 12, 40, -1), YEAR_OF_HOURS);
    } while (verdict.standing() != Verdict.Standing.CHANGED && looks < 100);
    assertThat(looks).isBetween(2, 24);
    while (verdict.standing() != Verdict.Standing.BACK && looks < 200) {
      verdict =
          low.add(START.plus(Duration.ofHours(looks++)), judged(random, 12, 40, 0), YEAR_OF_HOURS);
    }
    assertThat(verdict.standing()).isEqualTo(Verdict.Standing.BACK);
  }
}
