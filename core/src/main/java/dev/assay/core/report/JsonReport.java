package dev.assay.core.report;

import dev.assay.core.json.Json;
import dev.assay.core.run.ExampleResult;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** The summary with every result under {@code results}, one at a time. */
final class JsonReport implements Report {

  @Override
  public void write(ReportInput input, OutputStream out) throws IOException {
    try (ScriptWriter writer = new ScriptWriter(out);
        JsonGenerator json = Json.mapper().createGenerator(writer)) {
      ObjectNode summary = SummaryJson.of(input);
      json.writeStartObject();
      summary.properties().forEach(e -> json.writePOJOProperty(e.getKey(), e.getValue()));
      json.writeArrayPropertyStart("results");
      for (ExampleResult result : input.results()) {
        json.writeRaw("\n");
        json.writeTree(ResultJson.of(result));
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw("\n");
    }
  }
}
