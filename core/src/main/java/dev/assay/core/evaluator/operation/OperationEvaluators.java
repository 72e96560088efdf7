package dev.assay.core.evaluator.operation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import java.util.List;

/**
 * Offers {@code latency} and {@code cost}.
 *
 * <p>Their values are measurements, not shares: milliseconds and money, lower is better. What they
 * may not exceed is given as {@code threshold}, or as {@code max} in the units people use.
 *
 * @since 0.1
 */
public final class OperationEvaluators implements EvaluatorProvider {

  private static final String MAX = "max";

  /** Made by {@link java.util.ServiceLoader}. */
  public OperationEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(latency(), cost());
  }

  private static EvaluatorDefinition latency() {
    return EvaluatorDefinition.builder(
            "latency", "1", "Milliseconds from the request to the last byte of the answer.")
        .category(Category.OPERATION)
        .documentation(
            "The time from the request to the last byte of the answer in "
                + "milliseconds, as the target or the trace reports it; answers without "
                + "one are unscored. `max` is the threshold as a duration. Times measured "
                + "while many examples are in flight include waiting; set `concurrency` "
                + "to what production sees.")
        .example("- latency: {max: 2s}")
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        .failureMode(FailureMode.SLOW)
        .needs(Need.LATENCY)
        .thresholdAs(
            Parameter.json(MAX, "The threshold as a duration: 800ms, 2s, 1.5m; a number is ms."),
            Limits::millis)
        .createdBy(
            (parameters, context) ->
                subject -> Score.of(requireNonNull(subject.interaction().latencyMillis())));
  }

  private static EvaluatorDefinition cost() {
    return EvaluatorDefinition.builder(
            "cost", "1", "What the answer cost, in the currency of the price table.")
        .category(Category.OPERATION)
        .documentation(
            "What the answer cost: reported by the target, or computed from its "
                + "tokens and the price table. What judges cost is not in it. Answers "
                + "without a known cost are unscored.")
        .example("- cost: {max: 0.02}")
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        // There is no mode for money; too slow is the other way of using too much.
        .failureMode(FailureMode.SLOW)
        .needs(Need.COST)
        .thresholdAs(Parameter.json(MAX, "The threshold, as an amount."), Limits::amount)
        .createdBy(
            (parameters, context) ->
                subject -> Score.of(requireNonNull(subject.interaction().usage().cost())));
  }
}
