package dev.assay.server.engine;

import dev.assay.monitor.watch.Health.Reading;
import dev.assay.monitor.watch.HealthMeasure;
import dev.assay.server.pipeline.Scored;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of each evaluator's looks that gave no score: over the last hour, or over the last
 * hundred looks where these took longer, for a minute of a small sample says nothing.
 */
final class UnscoredRates {

  private static final Duration TIME = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final long ENOUGH = 100;
  private static final long LEAST = 10;
  private static final int MOST_PARTS = 10_000;
  // It is looked at once a minute, for years.
  private static final double LEVEL = 0.999;

  private record Part(Instant at, long done, long unscored) {}

  private static final class Rolling {
    private final Deque<Part> parts = new ArrayDeque<>();
    private Scored before = new Scored(0, 0);
    private long done;
    private long unscored;

    void add(Scored total, Instant at) {
      Part part = new Part(at, total.done() - before.done(), total.unscored() - before.unscored());
      before = total;
      if (part.done > 0) {
        parts.addLast(part);
        done += part.done;
        unscored += part.unscored;
      }
      for (Part first = parts.peekFirst();
          first != null && over(first, at);
          first = parts.peekFirst()) {
        parts.removeFirst();
        done -= first.done;
        unscored -= first.unscored;
      }
    }

    private boolean over(Part first, Instant at) {
      boolean enough = done - first.done >= ENOUGH && first.at.isBefore(at.minus(TIME));
      return enough || first.at.isBefore(at.minus(LONGEST)) || parts.size() > MOST_PARTS;
    }
  }

  private final Map<String, Rolling> evaluators = new TreeMap<>();

  /** What the evaluators said up to now, and what that comes to. */
  List<Reading> look(Map<String, Scored> totals, Instant now) {
    List<Reading> readings = new ArrayList<>();
    totals.forEach(
        (name, total) -> evaluators.computeIfAbsent(name, key -> new Rolling()).add(total, now));
    evaluators.forEach(
        (name, rolling) -> {
          if (rolling.done >= LEAST) {
            Estimate rate =
                WilsonInterval.withDefaults().withLevel(LEVEL).of(rolling.unscored, rolling.done);
            readings.add(
                new Reading(
                    HealthMeasure.UNSCORED_RATE,
                    name,
                    rate.value(),
                    rate.low(),
                    rate.high(),
                    LEVEL));
          }
        });
    return readings;
  }
}
