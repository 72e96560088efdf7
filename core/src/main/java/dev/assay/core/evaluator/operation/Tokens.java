package dev.assay.core.evaluator.operation;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Usage;
import org.jspecify.annotations.Nullable;

/** How many tokens an answer used. */
final class Tokens implements Evaluator {

  private static final String OF = "of";
  private static final String MAX = "max";

  private final String of;

  private Tokens(String of) {
    this.of = of;
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder("tokens", "1", "How many tokens the answer used.")
        .category(Category.OPERATION)
        .documentation(
            "The tokens that the model read (cached ones included), wrote (reasoning included), or"
                + " both, as the target or the trace reports them; nothing is counted here, so"
                + " answers without the numbers are unscored. `max` is the threshold.")
        .example("- tokens: {of: output, max: 400}")
        .parameter(
            Parameter.string(OF, "Which tokens count.")
                .oneOf("total", "input", "output")
                .withDefault("total"))
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        // There is no mode for what is used up; too slow is the nearest.
        .failureMode(FailureMode.SLOW)
        .thresholdAs(
            Parameter.json(MAX, "The threshold, in tokens."),
            value -> Limits.amount("tokens." + MAX, value))
        .createdBy((parameters, context) -> new Tokens(parameters.string(OF)));
  }

  @Override
  public Score evaluate(Subject subject) {
    Usage usage = subject.interaction().usage();
    boolean input = !of.equals("output");
    boolean output = !of.equals("input");
    @Nullable Long read = usage.inputTokens();
    @Nullable Long written = usage.outputTokens();
    if (input && read == null) {
      return Score.unscored("needs input tokens in the usage");
    }
    if (output && written == null) {
      return Score.unscored("needs output tokens in the usage");
    }
    double sum = 0;
    sum += input && read != null ? read : 0;
    sum += output && written != null ? written : 0;
    return Score.of(sum);
  }
}
