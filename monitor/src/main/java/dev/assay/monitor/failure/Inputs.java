package dev.assay.monitor.failure;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was said to the application, as the input of an example. */
final class Inputs {

  private Inputs() {}

  static JsonNode text(String text) {
    return Json.array().add(text).get(0);
  }

  /**
   * A text where the user said one thing, else {@code {messages: […]}}; null if nothing is known.
   * What the application itself says to its model is its own and no input.
   */
  static @Nullable JsonNode of(Interaction interaction, UnaryOperator<String> redact) {
    List<Message> said =
        interaction.input().stream()
            .filter(m -> !m.role().equals("system") && !m.role().equals("developer"))
            .toList();
    if (said.stream().noneMatch(m -> m.role().equals("user") && !m.text().isBlank())) {
      return null;
    }
    if (said.size() == 1) {
      return text(redact.apply(said.get(0).text()));
    }
    ObjectNode input = Json.object();
    ArrayNode messages = input.putArray("messages");
    said.forEach(
        m -> messages.addObject().put("role", m.role()).put("content", redact.apply(m.text())));
    return input;
  }
}
