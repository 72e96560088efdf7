package dev.assay.cli;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.CorpusStatistics;
import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import dev.assay.core.report.SummaryJson;
import dev.assay.core.summary.CorpusEstimate;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the scores of a file come to together, for the evaluators that have such a value. What could
 * not be scored is left out and counted.
 */
final class CorpusTally {

  private final Map<BoundEvaluator, Counts> byEvaluator = new LinkedHashMap<>();

  private static final class Counts {

    final List<CorpusStatistics> scored = new ArrayList<>();
    long unscored;
  }

  CorpusTally(List<BoundEvaluator> evaluators) {
    for (BoundEvaluator evaluator : evaluators) {
      if (evaluator.definition().corpus().isPresent()) {
        byEvaluator.put(evaluator, new Counts());
      }
    }
  }

  void add(ScoredRow row) {
    Counts counts = byEvaluator.get(row.evaluator());
    if (counts == null) {
      return;
    }
    if (row.score() instanceof Score.Scored scored) {
      CorpusStatistics.read(scored.evidence()).ifPresent(counts.scored::add);
    } else {
      counts.unscored++;
    }
  }

  /** One object per evaluator that has a value. */
  ArrayNode toJson() {
    ArrayNode array = Json.array();
    forEach(
        (evaluator, corpus) -> {
          ObjectNode json = array.addObject().put("evaluator", evaluator.name());
          SummaryJson.corpus(corpus).properties().forEach(e -> json.set(e.getKey(), e.getValue()));
          json.put("unscored", unscored(evaluator));
        });
    return array;
  }

  /** One line per evaluator that has a value. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    forEach(
        (evaluator, corpus) -> {
          Estimate estimate = corpus.estimate();
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s %.3f [%.3f, %.3f], n = %d, %d unscored",
                  corpus.name(),
                  estimate.value(),
                  estimate.low(),
                  estimate.high(),
                  estimate.n(),
                  unscored(evaluator)));
        });
    return lines;
  }

  private long unscored(BoundEvaluator evaluator) {
    Counts counts = byEvaluator.get(evaluator);
    return counts == null ? 0 : counts.unscored;
  }

  private void forEach(BiConsumer<BoundEvaluator, CorpusEstimate> action) {
    byEvaluator.forEach(
        (evaluator, counts) ->
            evaluator
                .definition()
                .corpus()
                .flatMap(measure -> CorpusEstimate.of(measure, counts.scored))
                .ifPresent(corpus -> action.accept(evaluator, corpus)));
  }
}
