package dev.assay.core.evaluator.structure;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads functions and calls of them as OpenAI's API writes them. */
final class FunctionSchemas {

  private static final String FUNCTION = "function";
  private static final String CALLS = "tool_calls";

  private FunctionSchemas() {}

  /**
   * A call.
   *
   * @param name the function; empty if the call names none
   * @param arguments an object, or its JSON text
   */
  record Call(String name, JsonNode arguments) {}

  /**
   * The functions in {@code list} with the schemas of their arguments.
   *
   * @throws InvalidInputException if it is no such list
   */
  static Map<String, JsonSchema> of(String subject, JsonNode list) {
    Map<String, JsonSchema> functions = new LinkedHashMap<>();
    for (JsonNode item : list.isArray() ? list.values() : List.<JsonNode>of()) {
      JsonNode function = item.path(FUNCTION).isObject() ? item.get(FUNCTION) : item;
      JsonNode name = function.path("name");
      String at = subject + "[" + functions.size() + "]";
      if (!name.isString() || name.stringValue().isBlank()) {
        throw new InvalidInputException(
            Problem.of(at, shown(item), "an object {name, parameters}, as in OpenAI's tools"));
      }
      JsonNode parameters = function.path("parameters");
      JsonSchema schema =
          JsonSchema.of(at + ".parameters", parameters.isMissingNode() ? any() : parameters);
      if (functions.put(name.stringValue(), schema) != null) {
        throw new InvalidInputException(Problem.of(at, name.stringValue(), "each function once"));
      }
    }
    if (functions.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(subject, shown(list), "a list of functions {name, parameters}"));
    }
    return functions;
  }

  /** The content of {@code list}, as a hash. */
  static String hash(JsonNode list) {
    return ContentHash.of(list);
  }

  /** The calls that {@code document} holds; none if it is something else. */
  static List<Call> calls(JsonNode document) {
    List<Call> calls = new ArrayList<>();
    JsonNode list = document.path(CALLS).isArray() ? document.get(CALLS) : document;
    for (JsonNode item : list.isArray() ? list.values() : List.of(list)) {
      JsonNode call = item.path(FUNCTION).isObject() ? item.get(FUNCTION) : item;
      boolean isCall = call.isObject() && (call.has("arguments") || call.has("name"));
      if (isCall || list.isArray()) {
        JsonNode name = call.path("name");
        JsonNode arguments = call.path("arguments");
        calls.add(
            new Call(
                name.isString() ? name.stringValue() : "",
                arguments.isMissingNode() ? Json.object() : arguments));
      }
    }
    return calls;
  }

  private static ObjectNode any() {
    return Json.object().put("type", "object");
  }

  private static String shown(JsonNode node) {
    String text = Json.write(node);
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
