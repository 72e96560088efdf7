package dev.assay.core.report;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Which constraints answers broke, from the evidence of the {@code constraints} evaluator. */
final class BrokenConstraints {

  /** The registry's name of the evaluator whose evidence is {@code {name: {passed, …}}}. */
  private static final String EVALUATOR = "constraints";

  private final Set<String> names;

  BrokenConstraints(List<EvaluatorIdentity> evaluators) {
    this.names =
        evaluators.stream()
            .filter(e -> e.evaluator().equals(EVALUATOR))
            .map(EvaluatorIdentity::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The constraints broken in any repetition. */
  Set<String> of(List<ExampleResult> results) {
    Set<String> broken = new TreeSet<>();
    for (ExampleResult result : results) {
      for (EvaluatorScore score : result.scores()) {
        if (names.contains(score.evaluator())) {
          add(broken, score);
        }
      }
    }
    return broken;
  }

  private static void add(Set<String> broken, EvaluatorScore score) {
    for (Map.Entry<String, JsonNode> constraint : score.score().evidence().properties()) {
      JsonNode passed = constraint.getValue().path("passed");
      if (passed.isBoolean() && !passed.booleanValue()) {
        broken.add(constraint.getKey());
      }
    }
  }
}
