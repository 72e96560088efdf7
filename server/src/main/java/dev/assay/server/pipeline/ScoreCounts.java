package dev.assay.server.pipeline;

import dev.assay.core.evaluator.Score;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each evaluator said something, since the start; one thread adds, any may ask. */
final class ScoreCounts {

  private final Map<String, Scored> counts = new ConcurrentHashMap<>();

  void add(String evaluator, Score score) {
    long unscored = score instanceof Score.Unscored ? 1 : 0;
    counts.merge(
        evaluator,
        new Scored(1, unscored),
        (a, b) -> new Scored(a.done() + b.done(), a.unscored() + b.unscored()));
  }

  Map<String, Scored> all() {
    return Map.copyOf(counts);
  }
}
