package dev.assay.core.target;

import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests and openings for the tests of targets. */
final class Requests {

  private Requests() {}

  static TargetRequest of(String input) {
    return of("ex-1", text(input), Json.object());
  }

  static TargetRequest of(String id, JsonNode input, ObjectNode metadata) {
    return new TargetRequest(
        id,
        input,
        List.of(Message.user(input.asString(""))),
        metadata,
        0,
        7,
        Duration.ofSeconds(30));
  }

  static JsonNode text(String text) {
    return Json.array().add(text).get(0);
  }

  static JsonNode list(List<String> texts) {
    var list = Json.array();
    texts.forEach(list::add);
    return list;
  }

  static OpenTarget open(String kind, JsonNode config, Path folder) {
    return Targets.installed()
        .open(new TargetSpec(kind, config, null), new TargetContext(folder, System.getenv(), 4));
  }
}
