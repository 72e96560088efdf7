package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an evaluator is given: one interaction, and the example it answers where there is one. In
 * production there is none.
 *
 * @param interaction what happened; it has an output, for failed ones are not evaluated
 * @param example what was asked and expected
 * @since 0.1
 */
public record Subject(Interaction interaction, @Nullable Example example) {

  /** Checks the parts. */
  public Subject {
    requireNonNull(interaction, "interaction");
  }

  /** The answer; empty where there is none, which {@link BoundEvaluator} does not let through. */
  public String output() {
    String output = interaction.output();
    return output == null ? "" : output;
  }

  /** The reference answers; empty without an example or an expectation. */
  public List<String> references() {
    return example == null ? List.of() : example.references();
  }

  /** The passages that a retriever should have found; empty where the dataset names none. */
  public List<Passage> relevantContext() {
    return example == null ? List.of() : example.context();
  }

  /**
   * The passages the answer should rest on: those retrieved, or the example's where the interaction
   * has none.
   */
  public List<Passage> groundingContext() {
    return interaction.context().isEmpty() ? relevantContext() : interaction.context();
  }

  /**
   * The tool calls that the example expects, a list of {@code {name, arguments}}: {@code
   * tool_calls} in its metadata, or in an expected output that is an object. Null where it says
   * nothing of them; an empty list expects none.
   */
  public @Nullable JsonNode expectedToolCalls() {
    if (example == null) {
      return null;
    }
    JsonNode calls = example.metadata().get("tool_calls");
    JsonNode expected = example.expectedOutput();
    if (calls == null && expected != null && expected.isObject()) {
      calls = expected.get("tool_calls");
    }
    return calls == null || calls.isNull() ? null : calls;
  }

  /**
   * What the user asked, as text: the example's input or, where that is null, the interaction's
   * last message by the user; empty if not known.
   */
  public String inputText() {
    if (example != null && !example.input().isNull()) {
      return example.inputText();
    }
    List<dev.assay.core.interaction.Message> messages = interaction.input();
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role().equals("user")) {
        return messages.get(i).text();
      }
    }
    return "";
  }
}
