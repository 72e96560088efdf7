package dev.assay.core.report;

import dev.assay.core.comparison.ComparisonJson;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON, with the reasons of both runs beside each flip as far as they are known.
 *
 * @since 0.1
 */
public final class ComparisonDocument {

  private ComparisonDocument() {}

  /** The whole comparison. */
  public static ObjectNode of(ComparisonInput input) {
    ObjectNode json = ComparisonJson.of(input.comparison());
    Map<String, SharedExample> shared = new HashMap<>();
    SharedExample.of(input).forEach(example -> shared.put(example.candidate().id(), example));
    for (JsonNode flip : json.get("flips")) {
      SharedExample example = shared.get(flip.get("id").asString(""));
      if (example != null) {
        ((ObjectNode) flip)
            .put("base_reason", example.baseReason())
            .put("candidate_reason", example.candidateReason());
      }
    }
    return json;
  }

  static void write(ComparisonInput input, OutputStream out) throws IOException {
    try (ScriptWriter writer = new ScriptWriter(out);
        JsonGenerator json = Json.mapper().createGenerator(writer)) {
      json.writeTree(of(input));
      json.writeRaw("\n");
    }
  }
}
