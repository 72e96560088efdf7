package dev.assay.core.evaluation;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.suite.Suite;
import java.util.ArrayList;
import java.util.List;

/**
 * A suite's evaluators, made.
 *
 * @param evaluators those that can score
 * @param notConfigured the optional ones that cannot, for lack of a model or a key
 */
record BoundEvaluators(List<BoundEvaluator> evaluators, List<NotConfigured> notConfigured) {

  /**
   * Makes the evaluators of {@code suite}.
   *
   * @throws InvalidInputException if one cannot be made and is not optional, or none of them can
   */
  static BoundEvaluators of(Suite suite, EvaluatorRegistry registry, EvaluatorContext context) {
    List<BoundEvaluator> bound = new ArrayList<>();
    List<NotConfigured> missing = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (EvaluatorSpec spec : suite.evaluators()) {
      try {
        bound.add(registry.bind(spec, context));
      } catch (InvalidInputException e) {
        List<Problem> placed = e.problems().stream().map(suite::placed).toList();
        if (e instanceof NotConfiguredException && spec.modifiers().optional()) {
          missing.add(new NotConfigured(spec.alias(), spec.evaluator(), reason(placed)));
        } else {
          problems.addAll(placed);
        }
      }
    }
    if (problems.isEmpty() && bound.isEmpty()) {
      missing.forEach(
          none ->
              problems.add(
                  Problem.of("evaluators", none.words(), "at least one that is configured")));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new BoundEvaluators(bound, missing);
  }

  private static String reason(List<Problem> problems) {
    return problems.get(0).at(null).message();
  }
}
