package dev.assay.server.engine;

import dev.assay.monitor.watch.Health;
import dev.assay.monitor.watch.Health.Reading;
import dev.assay.monitor.watch.HealthMeasure;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.pipeline.Scored;
import dev.assay.server.review.SpotChecks;
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
 * How evaluation is doing, once a minute: how often there was no score and what was paid since the
 * minute before, and how long the oldest work waits. For one thread.
 */
final class HealthReader implements Supplier<@Nullable Health> {

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final double MINUTES_AN_HOUR = 60;

  private final Supplier<EvaluationCounts> work;
  private final Supplier<Map<String, Scored>> scores;
  private final @Nullable SpotChecks checks;
  private final Clock clock;
  private final Map<String, Scored> counted = new HashMap<>();
  private double paid;
  private Instant readAt = Instant.MIN;

  HealthReader(
      Supplier<EvaluationCounts> work,
      Supplier<Map<String, Scored>> scores,
      @Nullable SpotChecks checks,
      Clock clock) {
    this.work = work;
    this.scores = scores;
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public @Nullable Health get() {
    Instant now = clock.instant();
    boolean first = readAt.equals(Instant.MIN);
    // A clock that was set back is not waited for.
    if (!first && !now.isBefore(readAt) && now.isBefore(readAt.plus(EVERY))) {
      return null;
    }
    double minutes = first ? 1 : Duration.between(readAt, now).toMillis() / 60_000.0;
    readAt = now;
    List<Reading> readings = looks();
    double total = 0;
    long oldest = 0;
    for (EvaluationCounts.OfEvaluator each : work.get().evaluators().values()) {
      total += each.cost();
      Duration waits = each.oldest();
      oldest = Math.max(oldest, waits == null ? 0 : waits.toSeconds());
    }
    double cost = total - paid;
    paid = total;
    readings.add(new Health.Fact(HealthMeasure.QUEUE_AGE, (double) oldest));
    if (!first) {
      double hourly = Math.max(0, cost) * MINUTES_AN_HOUR / Math.max(minutes, 1e-3);
      readings.add(new Health.Fact(HealthMeasure.JUDGE_COST, hourly));
    }
    agreement(readings);
    return new Health(readings);
  }

  /** What each evaluator did since the last reading. */
  private List<Reading> looks() {
    List<Reading> readings = new ArrayList<>();
    scores
        .get()
        .forEach(
            (name, total) -> {
              Scored before = counted.getOrDefault(name, new Scored(0, 0));
              long unscored = total.unscored() - before.unscored();
              readings.add(new Health.Looks(name, total.done() - before.done(), unscored));
              counted.put(name, total);
            });
    return readings;
  }

  private void agreement(List<Reading> readings) {
    String evaluator = checks == null ? null : checks.evaluator();
    if (checks != null && evaluator != null) {
      readings.add(new Health.Checked(evaluator, checks.checked()));
    }
  }
}
