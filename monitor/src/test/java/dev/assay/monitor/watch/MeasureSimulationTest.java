package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.Slice;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.Scope;
import dev.assay.stats.sequential.Cusum;
import dev.assay.stats.sequential.Direction;
import dev.assay.stats.summary.MomentsSummary;
import dev.assay.stats.summary.QuantileSketch;
import dev.assay.stats.summary.WeightedCountsSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is promised of other measures than shares and grades of a plain sample: of unequal draws, of
 * quantiles, of money, of slices and against fixed levels; a false alarm in 20 days is stated.
 */
class MeasureSimulationTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final double STATED_HOURS = 20 * 24;
  private static final int DAYS = 200;
  private static final WatchedMeasure RATE =
      WatchedMeasure.of(WatchedMeasure.Kind.MODE_RATE, "hallucinated");

  /** An hour's sample of so many. */
  private interface Hour {
    Sample of(SplittableRandom random, int hour, int n);
  }

  private static Series learning(WatchedMeasure measure, Direction direction) {
    return new Series(direction, 0, 1, false, new Tracker(measure, Rhythm.DAY, WEEK), null);
  }

  /**
   * False alarms over 200 stationary days; whoever looks finds nothing, and what was learned is
   * true.
   */
  private static int alarms(int streams, double perDay, Supplier<Series> fresh, Hour hour) {
    int alarms = 0;
    for (int i = 0; i < streams; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Series series = fresh.get();
      for (int at = 0; at < 24 * DAYS; at++) {
        int n = DailyTraffic.count(random, at % 24, perDay);
        if (n < 2) {
          continue;
        }
        Verdict verdict =
            series.add(START.plus(Duration.ofHours(at)), hour.of(random, at % 24, n), STATED_HOURS);
        if (verdict.standing() == Verdict.Standing.CHANGED) {
          alarms++;
          series.forget();
        }
      }
    }
    return alarms;
  }

  /** What a rule holds for is looked at for certain, the rest seldom. */
  private static Sample drawn(
      SplittableRandom random, int n, double certain, double rest, double often, double seldom) {
    WeightedCountsSummary counts = WeightedCountsSummary.withMostCategories(2);
    counts.add("none", 1);
    for (int i = 0; i < n; i++) {
      boolean ruled = random.nextDouble() < certain;
      double probability = ruled ? 1 : rest;
      if (random.nextDouble() < probability) {
        counts.add(random.nextDouble() < (ruled ? often : seldom) ? "event" : "none", probability);
      }
    }
    double p = counts.share("event", Scope.PROCESS, 0.8).map(Estimate::value).orElse(0.0);
    return new Sample(p, counts.effectiveSize(), p * (1 - p), counts.count(), counts.weight());
  }

  // What a rule holds for has events more often than the rest, as often, or never; and a rule that
  // holds for most, beside which few weigh a hundred times as much.
  @ParameterizedTest
  @CsvSource({
    "0.2, 0.05, 0.5, 0.05, 5000",
    "0.2, 0.05, 0.05, 0.05, 5000",
    "0.2, 0.05, 0, 0.1, 5000",
    "0.9, 0.01, 0.05, 0.2, 20000",
    "0.1, 0.05, 0.5, 0.05, 2000",
    "0.1, 0.05, 0.0, 0.2, 2000"
  })
  void drawnWithUnequalProbabilities_falseAlarmsWithinTheStatedRate(
      double certain, double rest, double often, double seldom, double perDay) {
    int streams = 2;
    double rate = certain * often + (1 - certain) * seldom;
    Hour hour = (random, at, n) -> drawn(random, n, certain, rest, often, seldom);
    int changes = alarms(streams, perDay, () -> learning(RATE, Direction.BOTH), hour);
    int limits =
        alarms(
            streams,
            perDay,
            () -> new Series(Direction.UP, 0, 30, true, new Tracker(RATE, rate, 0), null),
            hour);
    assertThat(changes).isLessThanOrEqualTo(streams * DAYS / 20);
    assertThat(limits).isLessThanOrEqualTo(streams * DAYS / 20);
  }

  /** Slower by day; as windows tell a quantile, by a sketch with the interval of its ranks. */
  private static Sample latency(SplittableRandom random, int hour, int n, double probability) {
    QuantileSketch sketch = QuantileSketch.withDefaults();
    double level = 6 + 0.2 * Math.sin((hour - 8) / 24.0 * 2 * Math.PI);
    for (int i = 0; i < n; i++) {
      sketch.add(Math.exp(level + 0.7 * random.nextGaussian()));
    }
    Estimate estimate = sketch.estimate(probability, 0.8).orElseThrow();
    assertThat(estimate.high()).isFinite();
    double error = (estimate.high() - estimate.low()) / 2 / 1.2815515655446004;
    return new Sample(estimate.value(), 1, error * error, estimate.n());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 500", "0.95, 500", "0.95, 5000"})
  void quantiles_falseAlarmsWithinTheStatedRate(double probability, double perDay) {
    WatchedMeasure measure = WatchedMeasure.quantile(Quantity.LATENCY, probability);
    int streams = 2;
    byte[] chart =
        Cusum.of(0, 1)
            .detecting(1)
            .with(Direction.UP)
            .withRunLength(2 * STATED_HOURS)
            .calibrate()
            .toBytes();
    Hour hour = (random, at, n) -> latency(random, at, Math.max(60, n), probability);
    int changes = alarms(streams, perDay, () -> learning(measure, Direction.UP), hour);
    int sums =
        alarms(
            streams,
            perDay,
            () ->
                new Series(
                    Direction.UP, 0, 1, false, new Tracker(measure, Rhythm.DAY, WEEK, 7), chart),
            hour);
    assertThat(changes).isLessThanOrEqualTo(streams * DAYS / 20);
    assertThat(sums).isLessThanOrEqualTo(streams * DAYS / 20);
  }

  private static Sample cost(SplittableRandom random, int n, double spread, double times) {
    double[] costs = new double[n];
    for (int i = 0; i < n; i++) {
      costs[i] = 0.01 * times * Math.exp(spread * random.nextGaussian());
    }
    MomentsSummary moments = MomentsSummary.of(costs);
    return new Sample(moments.mean().orElseThrow(), n, moments.variance().orElseThrow(), n);
  }

  // Money has no greatest value: of the longest tail one answer in a hundred costs 50 times the
  // median.
  @ParameterizedTest
  @CsvSource({"0.7, 1000", "1.2, 1000", "1.2, 200", "1.7, 1000"})
  void costWithALongTail_falseAlarmsWithinTheStatedRate(double spread, double perDay) {
    int streams = 5;
    WatchedMeasure measure = WatchedMeasure.of(WatchedMeasure.Kind.MEAN_COST, "");
    int alarms =
        alarms(
            streams,
            perDay,
            () -> learning(measure, Direction.UP),
            (random, hour, n) -> cost(random, n, spread, 1));
    assertThat(alarms).isLessThanOrEqualTo(streams * DAYS / 20);
  }

  @Test
  void costHalfAsMuchAgain_foundWithinHours() {
    WatchedMeasure measure = WatchedMeasure.of(WatchedMeasure.Kind.MEAN_COST, "");
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Series series = learning(measure, Direction.UP);
      Verdict verdict = null;
      int at = 0;
      for (; at < 14 * 24; at++) {
        verdict =
            series.add(START.plus(HOUR.multipliedBy(at)), cost(random, 200, 0.7, 1), 365 * 24);
        assertThat(verdict.standing()).isNotEqualTo(Verdict.Standing.CHANGED);
      }
      int until = at + 4;
      while (at < until && verdict.standing() != Verdict.Standing.CHANGED) {
        verdict =
            series.add(START.plus(HOUR.multipliedBy(at)), cost(random, 200, 0.7, 1.5), 365 * 24);
        at++;
      }
      assertThat(verdict.standing()).isEqualTo(Verdict.Standing.CHANGED);
    }
  }

  private static Sample rate(SplittableRandom random, int n, double rate) {
    int events = 0;
    for (int i = 0; i < n; i++) {
      events += random.nextDouble() < rate ? 1 : 0;
    }
    double p = (double) events / n;
    return new Sample(p, n, p * (1 - p), n);
  }

  // A run of 300 examples is itself off by chance, in one of forty by more than what is allowed
  // for.
  @Test
  void fixedLevelOfARun_falseAlarmsWithinTheStatedRate() {
    int streams = 200;
    int alarms = 0;
    int alarmed = 0;
    for (int i = 0; i < streams; i++) {
      SplittableRandom random = new SplittableRandom(i);
      double level = rate(random, 300, 0.1).value();
      double margin = 1.96 * Math.sqrt(level * (1 - level) / 300);
      Series series = new Series(Direction.UP, margin, 1, false, new Tracker(RATE, level, 0), null);
      int found = 0;
      for (int day = 0; day < DAYS; day++) {
        Verdict verdict =
            series.add(START.plus(Duration.ofDays(day)), rate(random, 1_000, 0.1), 20);
        if (verdict.standing() == Verdict.Standing.CHANGED) {
          found++;
          series.forget();
        }
      }
      alarms += found;
      alarmed += found > 0 ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(streams * DAYS / 20);
    assertThat(alarmed).isLessThanOrEqualTo(streams / 20);
  }

  // One promise for all slices together.
  @Test
  void eachOfManySlices_falseAlarmsTogetherWithinTheStatedRate() {
    MonitorDefinition monitor =
        MonitorsReader.one(
            "{name: each, threshold: {measure: \"error:rate\", above: 0.05, least: 1,"
                + " false_alarms: 20d}, slices: {each: [feature]}, cooldown: 1m}",
            "m",
            Watchable.ANYTHING);
    int alarms = 0;
    int runs = 1;
    for (int run = 0; run < runs; run++) {
      MeasureWatcher watcher = new MeasureWatcher(monitor);
      AlertBook book = new AlertBook();
      SplittableRandom random = new SplittableRandom(run);
      for (int hour = 0; hour < 24 * DAYS; hour++) {
        Instant start = START.plus(HOUR.multipliedBy(hour));
        Turn turn = new Turn(start.plus(HOUR), book, History.none(), new Examples(), new Marks());
        for (int feature = 0; feature < 10; feature++) {
          Slice slice = Slice.ofKey("feature=f" + feature);
          watcher.look(start, slice, "", rate(random, 40, 0.05), turn);
        }
        List<AlertChange> changes = book.drain();
        alarms += (int) changes.stream().filter(c -> c.what() == AlertChange.What.OPENED).count();
      }
    }
    assertThat(alarms).isLessThanOrEqualTo(runs * DAYS / 20);
  }
}
