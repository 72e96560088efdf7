package dev.assay.core.evaluator.agent;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tool calls of an interaction. */
final class Calls {

  private static final String TOOL = "tool";

  private Calls() {}

  /** The calls reported as such, or, where there are none, the steps of the kind {@code tool}. */
  static List<ToolCall> of(Interaction interaction) {
    return interaction.toolCalls().isEmpty()
        ? interaction.steps().stream().filter(s -> s.kind().equals(TOOL)).map(Calls::of).toList()
        : interaction.toolCalls();
  }

  private static ToolCall of(Step step) {
    return new ToolCall(step.name(), arguments(step.input()), null, step.error());
  }

  // Traces give arguments as JSON text, but what a step was given may be any text.
  private static JsonNode arguments(@Nullable String input) {
    if (input == null) {
      return Json.object();
    }
    try {
      return Json.parse(input, "step", 1);
    } catch (InvalidInputException e) {
      return Json.array().add(input).get(0);
    }
  }
}
