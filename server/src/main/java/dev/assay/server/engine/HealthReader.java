package dev.assay.server.engine;

import dev.assay.monitor.watch.Health;
import dev.assay.monitor.watch.Health.Reading;
import dev.assay.monitor.watch.HealthMeasure;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.review.SpotChecks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How evaluation is doing, once a minute: what happened since the minute before, and how long the
 * oldest work waits. For one thread.
 */
final class HealthReader implements Supplier<@Nullable Health> {

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final double MINUTES_AN_HOUR = 60;

  private final EvaluationWorkers workers;
  private final @Nullable SpotChecks checks;
  private final Clock clock;
  private final Map<String, EvaluationCounts.OfEvaluator> before = new HashMap<>();
  private Instant readAt = Instant.MIN;

  HealthReader(EvaluationWorkers workers, @Nullable SpotChecks checks, Clock clock) {
    this.workers = workers;
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public @Nullable Health get() {
    Instant now = clock.instant();
    if (!readAt.equals(Instant.MIN) && now.isBefore(readAt.plus(EVERY))) {
      return null;
    }
    boolean first = readAt.equals(Instant.MIN);
    double minutes = first ? 1 : Duration.between(readAt, now).toMillis() / 60_000.0;
    readAt = now;
    List<Reading> readings = new ArrayList<>();
    double cost = 0;
    long oldest = 0;
    for (Map.Entry<String, EvaluationCounts.OfEvaluator> each :
        workers.counts().evaluators().entrySet()) {
      EvaluationCounts.OfEvaluator is = each.getValue();
      EvaluationCounts.OfEvaluator was = before.put(each.getKey(), is);
      long done = is.done() - (was == null ? 0 : was.done());
      long unscored = is.unscored() - (was == null ? 0 : was.unscored());
      cost += is.cost() - (was == null ? 0 : was.cost());
      Duration waits = is.oldest();
      oldest = Math.max(oldest, waits == null ? 0 : waits.toSeconds());
      if (done > 0) {
        Estimate rate = WilsonInterval.withDefaults().of(Math.min(unscored, done), done);
        readings.add(
            new Reading(
                HealthMeasure.UNSCORED_RATE, each.getKey(), rate.value(), rate.low(), rate.high()));
      }
    }
    readings.add(Reading.fact(HealthMeasure.QUEUE_AGE, (double) oldest));
    if (!first) {
      double hourly = Math.max(0, cost) * MINUTES_AN_HOUR / Math.max(minutes, 1e-3);
      readings.add(Reading.fact(HealthMeasure.JUDGE_COST, hourly));
    }
    agreement(readings);
    return new Health(readings);
  }

  private void agreement(List<Reading> readings) {
    if (checks == null) {
      return;
    }
    checks
        .latestAgreement()
        .ifPresent(
            point ->
                readings.add(
                    new Reading(
                        HealthMeasure.JUDGE_AGREEMENT,
                        null,
                        point.share().value(),
                        point.share().low(),
                        point.share().high())));
  }
}
