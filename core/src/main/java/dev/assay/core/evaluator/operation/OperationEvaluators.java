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
 * The evaluators of how long an answer took, what it used and cost, and why it ended.
 *
 * @since 0.1
 */
public final class OperationEvaluators implements EvaluatorProvider {

  private static final String MAX = "max";
  private static final String MIN = "min";

  /** For {@link java.util.ServiceLoader}. */
  public OperationEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        latency(), ttft(), tokensPerSecond(), Tokens.definition(), cost(), Finish.definition());
  }

  private static EvaluatorDefinition latency() {
    return time(
        "latency",
        "Milliseconds from the request to the last byte of the answer.",
        "The time from the request to the last byte of the answer in milliseconds, as the target"
            + " or the trace reports it; answers without one are unscored. `max` is the threshold"
            + " as a duration. Times measured while many examples are in flight include waiting;"
            + " set `concurrency` to what production sees.",
        "- latency: {max: 2s}",
        Need.LATENCY,
        (parameters, context) ->
            subject -> Score.of(requireNonNull(subject.interaction().latencyMillis())));
  }

  private static EvaluatorDefinition ttft() {
    return time(
        "ttft",
        "Milliseconds from the request to the first token of the answer.",
        "The time from the request to the first token of the answer in milliseconds: what a user"
            + " of a streamed answer waits before anything happens. Known only where the target"
            + " streams and reports it; other answers are unscored. `max` is the threshold as a"
            + " duration.",
        "- ttft: {max: 800ms}",
        Need.TTFT,
        (parameters, context) ->
            subject -> Score.of(requireNonNull(subject.interaction().ttftMillis())));
  }

  private static EvaluatorDefinition time(
      String name,
      String summary,
      String documentation,
      String example,
      Need need,
      EvaluatorDefinition.Factory factory) {
    return EvaluatorDefinition.builder(name, "1", summary)
        .category(Category.OPERATION)
        .documentation(documentation)
        .example(example)
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        .failureMode(FailureMode.SLOW)
        .needs(need)
        .thresholdAs(
            Parameter.json(MAX, "The threshold as a duration: 800ms, 2s, 1.5m; a number is ms."),
            value -> Limits.millis(name + "." + MAX, value))
        .createdBy(factory);
  }

  private static EvaluatorDefinition tokensPerSecond() {
    return EvaluatorDefinition.builder(
            "tokens-per-second", "1", "How fast the answer was written once it had begun.")
        .category(Category.OPERATION)
        .documentation(
            "Output tokens divided by the seconds between the first token and the last byte:"
                + " tokens / (latency − ttft). Reasoning tokens count, for they are reported as"
                + " output. Unscored where tokens, latency or time to first token are not known,"
                + " or where the answer came all at once. `min` is the threshold.")
        .example("- tokens-per-second: {min: 20}")
        .range(0, Double.POSITIVE_INFINITY)
        .failureMode(FailureMode.SLOW)
        .needs(Need.OUTPUT_TOKENS)
        .needs(Need.LATENCY)
        .needs(Need.TTFT)
        .thresholdAs(
            Parameter.json(MIN, "The threshold, in tokens a second."),
            value -> Limits.amount("tokens-per-second." + MIN, value))
        .createdBy(
            (parameters, context) ->
                subject -> {
                  double writing =
                      requireNonNull(subject.interaction().latencyMillis())
                          - requireNonNull(subject.interaction().ttftMillis());
                  long tokens = requireNonNull(subject.interaction().usage().outputTokens());
                  return writing > 0
                      ? Score.of(tokens * 1000 / writing)
                      : Score.unscored("the answer came all at once");
                });
  }

  private static EvaluatorDefinition cost() {
    return EvaluatorDefinition.builder(
            "cost", "1", "What the answer cost, in the currency of the price table.")
        .category(Category.OPERATION)
        .documentation(
            "What the answer cost: reported by the target, or computed from its tokens and the"
                + " price table. What judges cost is not in it. Answers without a known cost are"
                + " unscored.")
        .example("- cost: {max: 0.02}")
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        // There is no mode for money; too slow is the other way of using too much.
        .failureMode(FailureMode.SLOW)
        .needs(Need.COST)
        .thresholdAs(
            Parameter.json(MAX, "The threshold, as an amount."),
            value -> Limits.amount("cost." + MAX, value))
        .createdBy(
            (parameters, context) ->
                subject -> Score.of(requireNonNull(subject.interaction().usage().cost())));
  }
}
