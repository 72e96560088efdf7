package dev.assay.core.evaluator.agent;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The tool calls that an example expects. */
final class ExpectedCalls {

  private ExpectedCalls() {}

  /**
   * Reads them: a list of {@code {name, arguments}}, or of names.
   *
   * @return null where the example says nothing of them
   * @throws dev.assay.core.problem.InvalidInputException if what it says is no list of calls
   */
  static @Nullable List<ToolCall> of(Subject subject) {
    JsonNode given = subject.expectedToolCalls();
    if (given == null) {
      return null;
    }
    ArrayNode calls = Json.array();
    for (JsonNode call : given) {
      if (call.isString()) {
        calls.addObject().put("name", call.stringValue());
      } else {
        calls.add(call);
      }
    }
    return InteractionJson.toolCalls(given.isArray() ? calls : given, "tool_calls");
  }
}
