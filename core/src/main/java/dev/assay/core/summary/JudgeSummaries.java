package dev.assay.core.summary;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.model.ModelFamily;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the judges of a run by what their scores keep, and counts how they behaved. */
final class JudgeSummaries {

  private final Map<String, Map<String, JudgeTally>> judges = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Set<ModelFamily> targets = EnumSet.noneOf(ModelFamily.class);

  private JudgeSummaries() {}

  static List<JudgeSummary> of(RunHeader header, List<ExampleResult> results) {
    JudgeSummaries summaries = new JudgeSummaries();
    if (header.targetKind().equals("prompt")) {
      ModelFamily.of(header.targetDescription()).ifPresent(summaries.targets::add);
    }
    // A judge that could not even ask keeps nothing: it is counted where it is known as one.
    results.forEach(summaries::learn);
    results.forEach(summaries::add);
    List<JudgeSummary> all = new ArrayList<>();
    for (EvaluatorIdentity identity : header.evaluators()) {
      summaries
          .judges
          .getOrDefault(identity.name(), Map.of())
          .values()
          .forEach(tally -> all.add(tally.summary(summaries.targets)));
    }
    return all;
  }

  private void learn(ExampleResult result) {
    String model = result.interaction().model();
    if (model != null) {
      ModelFamily.of(model).ifPresent(targets::add);
    }
    for (EvaluatorScore score : result.scores()) {
      for (JudgeScore each : JudgeScore.of(score)) {
        if (each.judged()) {
          known.add(each.name());
        }
      }
    }
  }

  private void add(ExampleResult result) {
    for (EvaluatorScore score : result.scores()) {
      for (JudgeScore each : JudgeScore.of(score)) {
        if (known.contains(each.name()) && (each.judged() || each.value() == null)) {
          judges
              .computeIfAbsent(each.evaluator(), evaluator -> new LinkedHashMap<>())
              .computeIfAbsent(each.name(), JudgeTally::new)
              .add(result, each);
        }
      }
    }
  }
}
