package dev.assay.core.evaluator.set;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.Parameter;
import java.util.List;

/**
 * The evaluator that is made of others.
 *
 * @since 0.1
 */
public final class SetEvaluators implements EvaluatorProvider {

  static final String NAME = "set";
  static final String REQUIRE = "require";
  static final String EVALUATORS = "evaluators";

  /** For {@link java.util.ServiceLoader}. */
  public SetEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(definition());
  }

  private static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            NAME,
            "1",
            "Passes when all of several evaluators pass, or k of them, or when their weighted mean"
                + " reaches a threshold.")
        .category(Category.SET)
        .documentation(
            "Several evaluators as one. With `require: all`, the default, every member must pass;"
                + " with a number k, that many of them; the value is then the weighted share that"
                + " passed. With `threshold` in place of `require`, the weighted mean of the"
                + " members' values must reach it: values of a range other than 0 to 1 are scaled"
                + " to it, those of which lower is better are turned round, and those without"
                + " bounds count 1 if passed and 0 if not. A member that could not be scored"
                + " leaves the set unscored unless the others decide it whatever that member would"
                + " have said. A failed set has the gravest failure mode of its failed members."
                + " The evidence holds each member's score and version.")
        .parameter(
            Parameter.evaluators(
                    EVALUATORS,
                    "The members, as in a suite, each with weight (1), negate, on and threshold.")
                .asRequired())
        .parameter(Parameter.json(REQUIRE, "How many members must pass: all, or a whole number."))
        .parameter(
            Parameter.number(
                    EvaluatorDefinition.THRESHOLD,
                    "What the weighted mean of the members must reach, in place of require.")
                .between(0, 1))
        .decidesItself()
        .example(
            """
            - set:
                name: correct
                require: 1
                evaluators:
                  - exact-match: {normalize: squad}
                  - token-f1: {threshold: 0.8}""")
        .createdBy((parameters, context) -> new SetReader(context).read(parameters));
  }
}
