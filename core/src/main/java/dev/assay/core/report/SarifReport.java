package dev.assay.core.report;

import dev.assay.core.json.Json;
import dev.assay.core.run.RunHeader;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SARIF 2.1.0, from which code hosts annotate the suite's file: a result for each gate criterion
 * that is not met or cannot be decided, at its line, and one for each failed example, at the line
 * of what the gate asks of its partition.
 */
final class SarifReport implements Report {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_REASON = 1_000;

  @Override
  public void write(ReportInput input, OutputStream out) throws IOException {
    try (ScriptWriter writer = new ScriptWriter(out);
        JsonGenerator json = Json.mapper().createGenerator(writer)) {
      json.writeTree(document(input));
      json.writeRaw("\n");
    }
  }

  private static ObjectNode document(ReportInput input) {
    ObjectNode document = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
    RunHeader header = input.header();
    SarifResults results = SarifResults.of(input);
    ObjectNode run = document.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "Assay");
    driver.put("version", Visible.line(header.software(), LONGEST_NAME));
    driver.set("rules", results.rules());
    // Several suites of one repository must not take each other's place.
    run.putObject("automationDetails")
        .put("id", "assay/" + Visible.line(header.suite(), LONGEST_NAME) + "/");
    run.putObject("originalUriBaseIds")
        .putObject(SarifResults.ROOT)
        .putObject("description")
        .put("text", "The root of the repository that the suite is in.");
    run.put("columnKind", "utf16CodeUnits");
    invocation(run.putArray("invocations"), header, results.left());
    run.set("results", results.results());
    run.putObject("properties")
        .put("run", Visible.line(header.id(), LONGEST_NAME))
        .put("gate", input.gate().decision().name())
        .put("counts", Words.counts(input.summary().overall()));
    return document;
  }

  private static void invocation(ArrayNode invocations, RunHeader header, int left) {
    ObjectNode invocation = invocations.addObject();
    invocation.put("executionSuccessful", header.status().finished());
    invocation.put("startTimeUtc", header.startedAt().toString());
    if (header.endedAt() != null) {
      invocation.put("endTimeUtc", header.endedAt().toString());
    }
    ArrayNode notes = Json.array();
    if (!header.status().finished()) {
      String why = header.statusReason() == null ? "" : ": " + header.statusReason();
      note(notes, "error", "the run is " + header.status().key() + why);
    }
    if (left > 0) {
      note(notes, "note", Figures.counted(left, "more failed example") + " in the run's report");
    }
    if (!notes.isEmpty()) {
      invocation.set("toolExecutionNotifications", notes);
    }
  }

  private static void note(ArrayNode notes, String level, String words) {
    notes
        .addObject()
        .put("level", level)
        .putObject("message")
        .put("text", SarifResults.plain(words, LONGEST_REASON));
  }
}
