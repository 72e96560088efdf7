package dev.assay.core.evaluator.operation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.util.List;
import java.util.Locale;

/** Whether an answer ended for a reason that is allowed. */
final class Finish implements Evaluator {

  private static final String ALLOWED = "allowed";
  private static final int LONGEST = 60;

  private final List<String> allowed;

  private Finish(List<String> allowed) {
    this.allowed = allowed.stream().map(Finish::key).toList();
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "finish-reason", "1", "Passes when the answer ended for a reason that is allowed.")
        .category(Category.OPERATION)
        .documentation(
            "Why the model stopped, as the target reports it, against a list of allowed reasons:"
                + " by default `stop`, a complete answer. Case, underscores and hyphens do not"
                + " count, and the providers' own words are taken for the common ones (`end_turn`,"
                + " `stop_sequence` and `completed` are `stop`; `max_tokens` is `length`;"
                + " `tool_use` is `tool-calls`; `safety` is `content-filter`). An answer cut off"
                + " by its length fails as incomplete, one that was filtered or declined as"
                + " refused. Answers without a reason are unscored.")
        .example("- finish-reason: {allowed: [stop, tool-calls]}")
        .parameter(
            Parameter.strings(ALLOWED, "The reasons that pass.").withDefault(List.of("stop")))
        .needs(Need.FINISH_REASON)
        .decidesItself()
        .createdBy((parameters, context) -> new Finish(parameters.strings(ALLOWED)));
  }

  @Override
  public Score evaluate(Subject subject) {
    String given = requireNonNull(subject.interaction().finishReason());
    String reason = key(given);
    if (allowed.contains(reason)) {
      return Score.ofPass(true, null).withLabel(Printable.line(given, LONGEST));
    }
    FailureMode mode =
        switch (reason) {
          case "length" -> FailureMode.INCOMPLETE;
          case "content-filter", "refusal" -> FailureMode.REFUSED;
          default -> FailureMode.INCORRECT;
        };
    String shown = Printable.line(given, LONGEST);
    return Score.ofPass(false, shown + " (expected: " + String.join(", ", allowed) + ")")
        .withLabel(shown)
        .withEvidence(Json.object().put("failure_mode", mode.key()));
  }

  private static String key(String reason) {
    String key = reason.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (key) {
      case "end-turn", "stop-sequence", "completed", "complete", "eos", "finished" -> "stop";
      case "max-tokens", "max-output-tokens", "model-context-window-exceeded" -> "length";
      case "tool-use", "function-call", "tool-call" -> "tool-calls";
      case "safety", "content-filtered", "prohibited-content", "blocklist" -> "content-filter";
      case "refused" -> "refusal";
      default -> key;
    };
  }
}
