package dev.assay.core.dataset.generate;

import dev.assay.core.dataset.Example;
import dev.assay.core.json.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The text in an input that a person typed, and the same input with another text there. */
final class MainText {

  private MainText() {}

  /**
   * The string itself; of an object the first of {@link Example#TEXT_FIELDS} that is one, or the
   * text of the user's last message in {@code messages}.
   */
  static Optional<String> of(JsonNode input) {
    if (input.isString()) {
      return Optional.of(input.stringValue());
    }
    if (!(input instanceof ObjectNode object)) {
      return Optional.empty();
    }
    return field(object)
        .or(() -> lastMessage(object).flatMap(MainText::messageField))
        .map(JsonNode::stringValue);
  }

  /** The input with {@code text} where {@link #of} found one; the rest stays. */
  static JsonNode replace(JsonNode input, String text) {
    if (!(input instanceof ObjectNode object)) {
      return Json.array().add(text).get(0);
    }
    ObjectNode copy = object.deepCopy();
    for (String name : Example.TEXT_FIELDS) {
      if (copy.path(name).isString()) {
        return copy.put(name, text);
      }
    }
    lastMessage(copy).ifPresent(m -> m.put(m.path("text").isString() ? "text" : "content", text));
    return copy;
  }

  private static Optional<JsonNode> field(ObjectNode object) {
    return Example.TEXT_FIELDS.stream().map(object::path).filter(JsonNode::isString).findFirst();
  }

  private static Optional<ObjectNode> lastMessage(ObjectNode object) {
    if (!(object.get("messages") instanceof ArrayNode messages)) {
      return Optional.empty();
    }
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i) instanceof ObjectNode message
          && message.path("role").asString("user").equals("user")
          && messageField(message).isPresent()) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> messageField(ObjectNode message) {
    JsonNode text = message.path("text");
    JsonNode node = text.isString() ? text : message.path("content");
    return node.isString() ? Optional.of(node) : Optional.empty();
  }
}
