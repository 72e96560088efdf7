package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What absence of data promises, in weeks that have a rhythm. */
class AbsenceSimulationTest {

  // A Thursday afternoon, so that the first weekend comes when two days are known.
  private static final Instant START = Instant.parse("2026-03-05T14:20:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int DAYS = 200;
  private static final int STREAMS = 5;

  /** Arrivals and silences, minute by minute. */
  private static final class Stream {
    private final Condition.Absence condition;
    private final SplittableRandom random;
    private final Arrivals arrivals = new Arrivals(START);
    private Instant now = START;
    private long inHour;
    private int alarms;

    Stream(Condition.Absence condition, long seed) {
      this.condition = condition;
      random = new SplittableRandom(seed);
    }

    /** So many minutes of traffic; at weekends a share of it. */
    void minutes(int n, double perDay, double weekend) {
      for (int i = 0; i < n; i++) {
        long hours = now.getEpochSecond() / 3600;
        long day = hours / 24 % 7;
        double share = day == 2 || day == 3 ? weekend : 1;
        double mean = perDay * DailyTraffic.share((int) (hours % 24)) / 60 * share;
        int count = poisson(mean);
        now = now.plus(MINUTE);
        inHour += count;
        if (count > 0) {
          arrivals.came(now);
        }
        if (now.getEpochSecond() % 3600 == 0) {
          if (inHour > 0) {
            arrivals.learn(now.minus(Duration.ofHours(1)), inHour);
          }
          inHour = 0;
        }
        look();
      }
    }

    private void look() {
      boolean longEnough = !arrivals.last().plus(condition.atLeast()).isAfter(now);
      if (!longEnough && arrivals.silent()) {
        arrivals.resume(now);
      } else if (longEnough
          && !arrivals.silent()
          && AbsenceWatcher.missing(condition, arrivals, 1, now)) {
        arrivals.silence();
        alarms++;
      }
    }

    private int poisson(double mean) {
      if (mean > 30) {
        return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
      }
      double limit = Math.exp(-mean);
      int count = 0;
      for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
        count++;
      }
      return count;
    }
  }

  private static Condition.Absence condition(double expected, Duration falseAlarms) {
    return new Condition.Absence(null, MINUTE, expected, falseAlarms);
  }

  @ParameterizedTest
  @CsvSource({"20000, 0.2", "2000, 0.2", "300, 0.1", "40, 0.5", "2000, 0"})
  void stationary_rhythmOfDayAndWeek_falseAlarmsWithinTheStatedRate(double perDay, double weekend) {
    int alarms = 0;
    for (int i = 0; i < STREAMS; i++) {
      Stream stream = new Stream(condition(3, Duration.ofDays(20)), i);
      stream.minutes(DAYS * 1440, perDay, weekend);
      alarms += stream.alarms;
    }
    assertThat(alarms).isLessThanOrEqualTo(STREAMS * DAYS / 20);
  }

  @ParameterizedTest
  @CsvSource({"20000, 12, 15", "2000, 12, 30", "300, 12, 180", "20000, 24, 40"})
  void outage_afterTwoWeeks_foundInTime(double perDay, int hour, int minutes) {
    for (int seed = 0; seed < 40; seed++) {
      Stream stream =
          new Stream(
              new Condition.Absence(null, Duration.ofMinutes(15), 20, Duration.ofDays(365)), seed);
      stream.minutes(14 * 1440 + 580 + hour * 60, perDay, 0.2);
      assertThat(stream.alarms).isZero();
      stream.minutes(minutes, 0, 0);
      assertThat(stream.alarms).as("seed %s", seed).isOne();
    }
  }

  @Test
  void outage_overAndNotLearned_isFoundAgain() {
    Stream stream = new Stream(condition(20, Duration.ofDays(365)), 3);
    stream.minutes(4 * 1440 + 1440, 2000, 1);
    stream.minutes(1440, 0, 0);
    stream.minutes(1440, 2000, 1);
    stream.minutes(600, 0, 0);
    assertThat(stream.alarms).isEqualTo(2);
  }
}
