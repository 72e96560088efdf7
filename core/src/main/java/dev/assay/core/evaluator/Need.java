package dev.assay.core.evaluator;

import dev.assay.core.dataset.Example;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluator cannot score without.
 *
 * @since 0.1
 */
public enum Need {
  /** An expected output. */
  EXPECTED("an expected output"),
  /** Passages the target retrieved. */
  RETRIEVED_CONTEXT("retrieved context"),
  /** Passages the dataset says are relevant. */
  RELEVANT_CONTEXT("relevant context in the example"),
  /** Passages of either kind. */
  CONTEXT("context, retrieved or in the example"),
  /** What the user asked. */
  INPUT("an input"),
  /** A measured latency. */
  LATENCY("a latency"),
  /** A measured time to the first token. */
  TTFT("a time to first token"),
  /** Tokens written, as reported. */
  OUTPUT_TOKENS("output tokens in the usage"),
  /** Why the model stopped, as reported. */
  FINISH_REASON("a finish reason"),
  /** Tool calls that the example expects. */
  EXPECTED_TOOL_CALLS("expected tool calls in the example"),
  /** A reported cost. */
  COST("a cost in the usage");

  private final String words;

  Need(String words) {
    this.words = words;
  }

  /** What is needed, in words: "an expected output". */
  public String words() {
    return words;
  }

  boolean metBy(Subject subject) {
    return switch (this) {
      case EXPECTED -> !subject.references().isEmpty();
      case RETRIEVED_CONTEXT -> !subject.interaction().context().isEmpty();
      case RELEVANT_CONTEXT -> !subject.relevantContext().isEmpty();
      case CONTEXT -> !subject.groundingContext().isEmpty();
      case INPUT -> hasInput(subject.example()) || !subject.inputText().isEmpty();
      case LATENCY -> subject.interaction().latencyMillis() != null;
      case TTFT -> subject.interaction().ttftMillis() != null;
      case OUTPUT_TOKENS -> subject.interaction().usage().outputTokens() != null;
      case FINISH_REASON -> subject.interaction().finishReason() != null;
      case EXPECTED_TOOL_CALLS -> subject.expectedToolCalls() != null;
      case COST -> subject.interaction().usage().cost() != null;
    };
  }

  // An empty input is one, as examples that try it show; none at all is null.
  private static boolean hasInput(@Nullable Example example) {
    return example != null && !example.input().isNull();
  }
}
