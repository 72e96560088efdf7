package dev.assay.core.evaluator.agent;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an agent made of the tools that failed it. */
final class ErrorRecovery implements Evaluator {

  private static final String BY = "by";
  private static final int MOST_NAMED = 20;

  private final boolean anyTool;

  private ErrorRecovery(boolean anyTool) {
    this.anyTool = anyTool;
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "error-recovery", "1", "Which share of the failed tool calls was made good later.")
        .category(Category.AGENT)
        .documentation(
            "The share of failed tool calls after which a later call of the same tool succeeded;"
                + " with `by: any`, a later call of any tool. A call failed if it reports an error."
                + " Interactions in which no call failed have nothing to recover from: they are"
                + " unscored, so let it decide only for examples made to fail, by `tags`. That an"
                + " answer admits the failure is for a judge to say.")
        .example("- error-recovery: {by: any, threshold: 1}")
        .parameter(
            Parameter.string(BY, "Which later success counts: of the same tool, or of any.")
                .oneOf("same", "any")
                .withDefault("same"))
        .failureMode(FailureMode.INCOMPLETE)
        .createdBy((parameters, context) -> new ErrorRecovery(parameters.string(BY).equals("any")));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<ToolCall> calls = Calls.of(subject.interaction());
    Set<String> succeedLater = new HashSet<>();
    List<String> left = new ArrayList<>();
    int failed = 0;
    for (int i = calls.size() - 1; i >= 0; i--) {
      ToolCall call = calls.get(i);
      if (call.error() == null) {
        succeedLater.add(call.name());
      } else {
        failed++;
        boolean recovered = anyTool ? !succeedLater.isEmpty() : succeedLater.contains(call.name());
        if (!recovered) {
          left.add(call.name());
        }
      }
    }
    if (failed == 0) {
      return Score.unscored("no tool call failed");
    }
    String names = String.join(", ", left.stream().distinct().limit(MOST_NAMED).toList());
    return Score.of((double) (failed - left.size()) / failed)
        .withExplanation(left.isEmpty() ? null : "not recovered: " + names)
        .withEvidence(Json.object().put("failed", failed).put("recovered", failed - left.size()));
  }
}
