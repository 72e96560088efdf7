package dev.assay.models.chat;

import tools.jackson.databind.JsonNode;

/**
 * Whether OpenAI would hold a model strictly to a schema: every object says that it has no other
 * properties, and requires all it has. Source: OpenAI, "Structured Outputs", supported schemas.
 */
final class StrictSchema {

  private static final int DEEPEST = 20;

  private StrictSchema() {}

  static boolean fits(JsonNode schema) {
    return fits(schema, 0);
  }

  private static boolean fits(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    if (node.isObject() && !closed(node)) {
      return false;
    }
    for (JsonNode child : node) {
      if (!fits(child, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean closed(JsonNode node) {
    JsonNode properties = node.path("properties");
    boolean object = "object".equals(node.path("type").asString("")) || properties.isObject();
    if (!object) {
      return true;
    }
    JsonNode open = node.path("additionalProperties");
    if (!open.isBoolean() || open.booleanValue()) {
      return false;
    }
    JsonNode required = node.path("required");
    return properties.propertyNames().stream()
        .allMatch(
            name ->
                required.valueStream().anyMatch(r -> r.isString() && r.stringValue().equals(name)));
  }
}
