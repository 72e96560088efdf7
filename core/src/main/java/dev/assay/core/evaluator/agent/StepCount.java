package dev.assay.core.evaluator.agent;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;

/** Whether an agent took as many steps as allowed. */
final class StepCount implements Evaluator {

  private static final String MAX = "max";
  private static final String MIN = "min";
  private static final String OF = "of";

  private final int max;
  private final int min;
  private final boolean steps;

  private StepCount(Parameters parameters) {
    if (!parameters.has(MAX) && !parameters.has(MIN)) {
      throw new InvalidInputException(Problem.of("step-count", "no limit", "max, min or both"));
    }
    this.max = parameters.has(MAX) ? parameters.integer(MAX) : Integer.MAX_VALUE;
    this.min = parameters.has(MIN) ? parameters.integer(MIN) : 0;
    if (min > max) {
      throw new InvalidInputException(
          Problem.of("step-count.min", min, "at most max, which is " + max));
    }
    this.steps = parameters.string(OF).equals("steps");
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "step-count", "1", "Passes when the agent took no more steps than allowed.")
        .category(Category.AGENT)
        .documentation(
            "Counts the tool calls of an interaction, or with `of: steps` all its steps (model"
                + " calls, retrievals, tools), and passes within `min` and `max`, both included."
                + " The value is the count. An agent that wanders takes many steps; one that"
                + " answers without looking takes too few. Above `max` it fails as slow, below"
                + " `min` as incomplete. With `of: steps`, interactions that report none are"
                + " unscored.")
        .example("- step-count: {max: 8}")
        .parameter(Parameter.integer(MAX, "The most that pass.").between(0, Integer.MAX_VALUE))
        .parameter(Parameter.integer(MIN, "The fewest that pass.").between(0, Integer.MAX_VALUE))
        .parameter(
            Parameter.string(OF, "What counts: tool calls, or all steps.")
                .oneOf("tools", "steps")
                .withDefault("tools"))
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        .failureMode(FailureMode.SLOW)
        .decidesItself()
        .createdBy((parameters, context) -> new StepCount(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    if (steps && subject.interaction().steps().isEmpty()) {
      return Score.unscored("needs steps in the interaction");
    }
    int count =
        steps ? subject.interaction().steps().size() : Calls.of(subject.interaction()).size();
    boolean passed = min <= count && count <= max;
    String what = steps ? (count == 1 ? " step" : " steps") : count == 1 ? " call" : " calls";
    String rule = count > max ? "at most " + max : "at least " + min;
    Score.Scored score =
        Score.ofPass(passed, count + what + (passed ? "" : " (expected: " + rule + ")"))
            .withValue(count);
    return passed || count > max
        ? score
        : score.withEvidence(Json.object().put("failure_mode", FailureMode.INCOMPLETE.key()));
  }
}
