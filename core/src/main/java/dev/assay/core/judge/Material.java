package dev.assay.core.judge;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Passage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which texts of a subject a judge is shown beside the response.
 *
 * @param reference the reference answers
 * @param context the passages
 * @since 0.1
 */
public record Material(Use reference, Use context) {

  /** Whether a text is shown. */
  public enum Use {
    /** Where there is one. */
    AUTO,
    /** Always: without it there is no score. */
    REQUIRED,
    /** Not at all. */
    NEVER;

    static Use of(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT));
    }
  }

  /** Declares {@code reference} and {@code context}. */
  public static EvaluatorDefinition.Builder declare(EvaluatorDefinition.Builder definition) {
    return definition
        .parameter(
            Parameter.string(
                    "reference",
                    "Whether the judge sees the expected output: where there is one, always (no"
                        + " score without), or never.")
                .oneOf("auto", "required", "never")
                .withDefault("auto"))
        .parameter(
            Parameter.string(
                    "context",
                    "Whether the judge sees the context: where there is one, always (no score"
                        + " without), or never.")
                .oneOf("auto", "required", "never")
                .withDefault("auto"));
  }

  /** Reads what {@link #declare} declares. */
  public static Material read(Parameters parameters) {
    return new Material(
        Use.of(parameters.string("reference")), Use.of(parameters.string("context")));
  }

  /** The same, not to be graded without a reference. */
  Material withReferenceRequired() {
    return new Material(Use.REQUIRED, context);
  }

  /** What is missing in {@code subject}, if anything is. */
  public Optional<String> missing(Subject subject) {
    if (reference == Use.REQUIRED && subject.references().isEmpty()) {
      return Optional.of("needs " + Need.EXPECTED.words());
    }
    if (context == Use.REQUIRED && subject.groundingContext().isEmpty()) {
      return Optional.of("needs " + Need.CONTEXT.words());
    }
    return Optional.empty();
  }

  /** Puts input, context and reference before a judge, as far as they are used and there. */
  public void addTo(JudgePrompt.Builder prompt, Subject subject) {
    String input = subject.inputText();
    if (!input.isBlank()) {
      prompt.data("input", input);
    }
    contextOf(subject).ifPresent(text -> prompt.data("context", text));
    referenceOf(subject).ifPresent(text -> prompt.data("reference", text));
  }

  Optional<String> contextOf(Subject subject) {
    return context == Use.NEVER || subject.groundingContext().isEmpty()
        ? Optional.empty()
        : Optional.of(passages(subject.groundingContext()));
  }

  Optional<String> referenceOf(Subject subject) {
    List<String> references = subject.references();
    if (reference == Use.NEVER || references.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        references.size() == 1 ? references.get(0) : numbered(references, "Reference answer "));
  }

  /** Passages with a number before each. */
  public static String passages(List<Passage> passages) {
    return numbered(passages.stream().map(Passage::text).toList(), "Passage ");
  }

  private static String numbered(List<String> texts, String name) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      all.append(i == 0 ? "" : "\n\n").append(name).append(i + 1).append(":\n");
      all.append(texts.get(i));
    }
    return all.toString();
  }
}
