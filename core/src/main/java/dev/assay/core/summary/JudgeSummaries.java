package dev.assay.core.summary;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.model.ModelFamily;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds the judges of a run by what their scores keep, and counts how they behaved. */
final class JudgeSummaries {

  private JudgeSummaries() {}

  static List<JudgeSummary> of(RunHeader header, List<ExampleResult> results) {
    Map<String, JudgeTally> judges = new LinkedHashMap<>();
    Set<ModelFamily> targets = EnumSet.noneOf(ModelFamily.class);
    if (header.targetKind().equals("prompt")) {
      ModelFamily.of(header.targetDescription()).ifPresent(targets::add);
    }
    for (ExampleResult result : results) {
      String model = result.interaction().model();
      if (model != null) {
        ModelFamily.of(model).ifPresent(targets::add);
      }
      for (EvaluatorScore score : result.scores()) {
        if (judged(score.score())) {
          judges.computeIfAbsent(score.evaluator(), JudgeTally::new).add(result, score.score());
        }
      }
    }
    // A judge that could not even ask keeps nothing: it is counted once it is known as one.
    for (ExampleResult result : results) {
      for (EvaluatorScore score : result.scores()) {
        JudgeTally tally = judges.get(score.evaluator());
        if (tally != null && !judged(score.score()) && score.score() instanceof Score.Unscored) {
          tally.addUnscored();
        }
      }
    }
    List<JudgeSummary> summaries = new ArrayList<>();
    for (EvaluatorIdentity identity : header.evaluators()) {
      JudgeTally tally = judges.get(identity.name());
      if (tally != null) {
        summaries.add(tally.summary(targets));
      }
    }
    return summaries;
  }

  private static boolean judged(Score score) {
    JsonNode evidence = score.evidence();
    return evidence.path("judge").path("model").isString()
        || evidence.path("panel").path("members").isArray();
  }
}
