package dev.assay.core.summary;

import dev.assay.core.evaluator.CorpusMeasure;
import dev.assay.core.evaluator.CorpusStatistics;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluator's scores come to together. Looks into the registry only for evaluators whose
 * scores carry statistics, for most have none.
 */
final class CorpusValues {

  private @Nullable EvaluatorRegistry registry;

  /** Of the examples that the evaluator scored in every repetition. */
  @Nullable CorpusEstimate of(
      EvaluatorIdentity identity, List<Repeats.Reduced> examples, List<ExampleResult> calls) {
    Map<String, List<CorpusStatistics>> byExample = new LinkedHashMap<>();
    for (ExampleResult call : calls) {
      score(call.scores(), identity.name())
          .flatMap(score -> CorpusStatistics.read(score.evidence()))
          .ifPresent(
              statistics ->
                  byExample
                      .computeIfAbsent(call.example().id(), id -> new ArrayList<>(1))
                      .add(statistics));
    }
    if (byExample.isEmpty()) {
      return null;
    }
    List<CorpusStatistics> scored = new ArrayList<>(byExample.size());
    for (Repeats.Reduced example : examples) {
      List<CorpusStatistics> repeats = byExample.get(example.example().id());
      if (repeats != null && score(example.scores(), identity.name()).isPresent()) {
        sum(repeats).ifPresent(scored::add);
      }
    }
    return measure(identity.evaluator())
        .flatMap(measure -> CorpusEstimate.of(measure, scored))
        .orElse(null);
  }

  private static Optional<Score.Scored> score(List<EvaluatorScore> scores, String name) {
    for (EvaluatorScore score : scores) {
      if (score.evaluator().equals(name) && score.score() instanceof Score.Scored scored) {
        return Optional.of(scored);
      }
    }
    return Optional.empty();
  }

  private static Optional<CorpusStatistics> sum(List<CorpusStatistics> repeats) {
    CorpusStatistics first = repeats.get(0);
    if (repeats.size() == 1) {
      return Optional.of(first);
    }
    double[] sums = new double[first.size()];
    for (CorpusStatistics repeat : repeats) {
      if (!first.fits(repeat)) {
        return Optional.empty();
      }
      repeat.addTo(sums, 0);
    }
    return Optional.of(CorpusStatistics.of(sums, first.settings()));
  }

  private Optional<CorpusMeasure> measure(String evaluator) {
    if (registry == null) {
      registry = EvaluatorRegistry.installed();
    }
    return registry.find(evaluator).flatMap(definition -> definition.corpus());
  }
}
