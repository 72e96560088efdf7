package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.Scope;
import dev.assay.stats.summary.WeightedCountsSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What drift monitors promise, on days that have a rhythm in traffic and in what comes. */
class DriftSimulationTest {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  // A stated rate that 200 days can show.
  private static final Duration STATED = Duration.ofDays(20);
  private static final int DAYS = 200;
  private static final int STREAMS = 5;

  /** What comes in an hour. */
  private interface Hour {
    void of(SplittableRandom random, int hour, Spread into);
  }

  private static Condition.Drift lengths(
      Condition.Distance distance, Duration window, Duration reference) {
    return new Condition.Drift(
        distance,
        Condition.DriftOf.QUANTITY,
        "input_tokens",
        Rhythm.DAY,
        reference,
        window,
        0,
        STATED);
  }

  private static Condition.Drift languages(Condition.Distance distance, Duration window) {
    return new Condition.Drift(
        distance,
        Condition.DriftOf.LABELS,
        "language",
        Rhythm.DAY,
        Duration.ofDays(7),
        window,
        0,
        STATED);
  }

  /** Longer by day than by night. */
  private static void tokens(
      SplittableRandom random, int hour, double perDay, double times, Spread into) {
    double level = 6 + 0.3 * Math.sin((hour - 8) / 24.0 * 2 * Math.PI);
    int n = DailyTraffic.count(random, hour, perDay);
    for (int i = 0; i < n; i++) {
      double length = times * Math.exp(level + 0.8 * random.nextGaussian());
      into.numbers().add(Math.max(1, Math.rint(length)));
    }
  }

  /** Forty languages, most of them rare, others by day than by night. */
  private static void speak(
      SplittableRandom random, int hour, double perDay, double french, Spread into) {
    int n = DailyTraffic.count(random, hour, perDay);
    double turn = hour >= 8 && hour < 20 ? 1 : 2;
    for (int i = 0; i < n; i++) {
      int rank = (int) Math.floor(Math.exp(random.nextDouble() * Math.log(41)) * turn) - 1;
      into.add("language-" + (random.nextDouble() < french ? 1 : rank), 1);
    }
  }

  /** Whether the line drifted, hour by hour; buckets are of the window's length. */
  private static final class Stream {
    private final Condition.Drift condition;
    private final DriftLine line;
    private final double alpha;
    private final SplittableRandom random;
    private int at;
    private int openings;
    private int looks;

    Stream(Condition.Drift condition, long seed) {
      this.condition = condition;
      line = new DriftLine(condition);
      alpha = 1 / Conditions.looks(condition.falseAlarms(), condition.window(), 1);
      random = new SplittableRandom(seed);
    }

    /** So many days; whether it has drifted at the end. */
    boolean days(int n, Hour hour) {
      long length = condition.window().toSeconds();
      int until = at + 24 * n;
      while (at < until) {
        Instant start = START.plus(Duration.ofHours(at));
        Instant bucket =
            Instant.ofEpochSecond(Math.floorDiv(start.getEpochSecond(), length) * length);
        Spread spread = new Spread();
        do {
          hour.of(random, (at + 9) % 24, spread);
          at++;
        } while ((START.getEpochSecond() + at * 3600L) % length != 0);
        boolean before = line.drifted();
        looks += line.add(bucket, spread, alpha).isPresent() ? 1 : 0;
        openings += line.drifted() && !before ? 1 : 0;
      }
      return line.drifted();
    }
  }

  @ParameterizedTest
  @CsvSource({"PSI, 24, 500", "KS, 24, 500", "JS, 24, 100", "PSI, 1, 3000", "KS, 1, 3000"})
  void stationary_lengthsWithDailyRhythm_falseAlarmsWithinTheStatedRate(
      Condition.Distance distance, int hours, double perDay) {
    int alarms = 0;
    int looks = 0;
    for (int i = 0; i < STREAMS; i++) {
      Stream stream = new Stream(lengths(distance, Duration.ofHours(hours), Duration.ofDays(7)), i);
      stream.days(DAYS, (random, hour, into) -> tokens(random, hour, perDay, 1, into));
      alarms += stream.openings;
      looks += stream.looks;
    }
    assertThat(looks).isGreaterThan(STREAMS * 150);
    assertThat(alarms).isLessThanOrEqualTo(STREAMS * DAYS / 20);
  }

  @ParameterizedTest
  @CsvSource({"PSI, 24, 1000", "JS, 24, 1000", "JS, 24, 100", "JS, 1, 2000"})
  void stationary_languagesManyOfThemRare_falseAlarmsWithinTheStatedRate(
      Condition.Distance distance, int hours, double perDay) {
    int alarms = 0;
    int looks = 0;
    for (int i = 0; i < STREAMS; i++) {
      Stream stream = new Stream(languages(distance, Duration.ofHours(hours)), 100 + i);
      stream.days(DAYS, (random, hour, into) -> speak(random, hour, perDay, 0, into));
      alarms += stream.openings;
      looks += stream.looks;
    }
    assertThat(looks).isGreaterThan(STREAMS * 150);
    assertThat(alarms).isLessThanOrEqualTo(STREAMS * DAYS / 20);
  }

  // Labels of an evaluator that looks at what a rule holds for for certain, and seldom at the rest,
  // which has other labels.
  @ParameterizedTest
  @CsvSource({"PSI, 0.2, 0.05", "JS, 0.05, 0.05", "PSI, 0.9, 0.01", "JS, 0.9, 0.01"})
  void stationary_labelsDrawnWithUnequalProbabilities_falseAlarmsWithinTheStatedRate(
      Condition.Distance distance, double certain, double rest) {
    int alarms = 0;
    for (int i = 0; i < STREAMS; i++) {
      SplittableRandom random = new SplittableRandom(200 + i);
      DriftLine line = new DriftLine(languages(distance, DAY));
      for (int day = 0; day < DAYS; day++) {
        boolean before = line.drifted();
        line.add(START.plus(DAY.multipliedBy(day)), drawn(random, certain, rest), 1 / 20.0);
        alarms += line.drifted() && !before ? 1 : 0;
      }
    }
    assertThat(alarms).isBetween(1, STREAMS * DAYS / 20);
  }

  private static Spread drawn(SplittableRandom random, double certain, double rest) {
    WeightedCountsSummary counts = WeightedCountsSummary.withMostCategories(10);
    for (int i = 0; i < 20_000; i++) {
      boolean ruled = random.nextDouble() < certain;
      double probability = ruled ? 1 : rest;
      if (random.nextDouble() < probability) {
        counts.add("label-" + (ruled ? random.nextInt(2) : 1 + random.nextInt(5)), probability);
      }
    }
    Map<String, Estimate> shares = new TreeMap<>();
    for (String label : counts.categories()) {
      counts
          .share(label, Scope.PROCESS, EffectiveSize.LEVEL)
          .ifPresent(share -> shares.put(label, share));
    }
    double size = EffectiveSize.of(counts.effectiveSize(), shares.values());
    Spread spread = new Spread();
    shares.forEach((label, share) -> spread.add(label, share.value() * size));
    return spread;
  }

  @ParameterizedTest
  @CsvSource({"PSI, 24, 1000", "KS, 24, 1000", "JS, 24, 1000"})
  void lengths_halfAsLongAgain_foundInTheFirstWholeDay(
      Condition.Distance distance, int hours, double perDay) {
    for (int seed = 0; seed < 20; seed++) {
      Stream stream = usual(lengths(distance, Duration.ofHours(hours), Duration.ofDays(7)), seed);
      stream.days(10, (random, hour, into) -> tokens(random, hour, perDay, 1, into));
      stream.openings = 0;
      boolean found =
          stream.days(2, (random, hour, into) -> tokens(random, hour, perDay, 1.5, into));
      assertThat(found).as("seed %s", seed).isTrue();
    }
  }

  @Test
  void languages_anotherFifthSpeaksFrench_foundInTheFirstWholeDay() {
    for (int seed = 0; seed < 20; seed++) {
      Stream stream = usual(languages(Condition.Distance.JS, DAY), seed);
      stream.days(10, (random, hour, into) -> speak(random, hour, 1000, 0, into));
      assertThat(stream.days(2, (random, hour, into) -> speak(random, hour, 1000, 0.2, into)))
          .as("seed %s", seed)
          .isTrue();
    }
  }

  /** With the limits that hold where none are given. */
  private static Stream usual(Condition.Drift drift, long seed) {
    return new Stream(
        new Condition.Drift(
            drift.distance(),
            drift.of(),
            drift.name(),
            drift.rhythm(),
            drift.reference(),
            drift.window(),
            drift.distance() == Condition.Distance.JS ? 0.02 : 0.1,
            Duration.ofDays(365)),
        seed);
  }

  /** Vectors that are others by night, as what is asked is. */
  private static List<EmbeddedInput> asked(
      SplittableRandom random, int at, double perDay, double shift) {
    List<EmbeddedInput> inputs = new ArrayList<>();
    int hour = (at + 9) % 24;
    int n = DailyTraffic.count(random, hour, perDay);
    for (int i = 0; i < n; i++) {
      float[] vector = new float[8];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      vector[0] += (float) (hour < 8 ? 1.5 : 0);
      vector[1] += (float) shift;
      inputs.add(
          new EmbeddedInput(
              "i" + at + "-" + i, START.plus(Duration.ofHours(at)).plusSeconds(i), "mini", vector));
    }
    return inputs;
  }

  private static int openings(List<AlertChange> changes) {
    return (int)
        changes.stream().filter(change -> change.what() == AlertChange.What.OPENED).count();
  }

  @ParameterizedTest
  @CsvSource({"24, 150", "3, 600"})
  void inputs_daysAlikeThenOthers_alarmsWithinTheStatedRateThenFound(int hours, double perDay) {
    int alarms = 0;
    for (int seed = 0; seed < 3; seed++) {
      Watch watch =
          Watch.of(
              List.of(
                  MonitorDefinition.of(
                      "inputs",
                      Severity.LOW,
                      new Condition.Drift(
                          Condition.Distance.MMD,
                          Condition.DriftOf.INPUTS,
                          "",
                          Rhythm.DAY,
                          Duration.ofDays(7),
                          Duration.ofHours(hours),
                          0,
                          STATED))),
              Watch.Patience.of(Duration.ZERO));
      SplittableRandom random = new SplittableRandom(seed);
      int days = hours < 24 ? 60 : DAYS;
      for (int at = 0; at < 24 * days; at++) {
        Feed feed = Feed.nothing().withInputs(asked(random, at, perDay, 0));
        Instant now = START.plus(Duration.ofHours(at + 1));
        alarms += openings(watch.commit(at, feed, History.none(), now));
      }
      int found = 0;
      for (int at = 24 * days; at < 24 * (days + 2); at++) {
        Feed feed = Feed.nothing().withInputs(asked(random, at, perDay, 1));
        Instant now = START.plus(Duration.ofHours(at + 1));
        found += openings(watch.commit(at, feed, History.none(), now));
      }
      assertThat(found).isPositive();
      assertThat(alarms).isLessThanOrEqualTo((seed + 1) * days / 20);
    }
  }
}
