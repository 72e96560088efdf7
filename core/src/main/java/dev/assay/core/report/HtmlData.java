package dev.assay.core.report;

import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.JudgeSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page's data, as script elements that do not execute: the run; an index with a short row per
 * example; and the examples in full, in pieces that the page reads when it needs them.
 */
final class HtmlData {

  private final ReportInput input;
  private final List<ExampleOutcome> outcomes;

  private HtmlData(ReportInput input) {
    this.input = input;
    this.outcomes = ExampleOutcome.of(input);
  }

  static void write(ReportInput input, OutputStream out) throws IOException {
    HtmlData data = new HtmlData(input);
    DataElements elements = new DataElements(out);
    elements.element("run", json -> json.writeTree(data.run()));
    elements.element("index", data::index);
    elements.pieces(data.outcomes, HtmlData::example);
  }

  private ObjectNode run() {
    RunHeader header = input.header();
    ObjectNode json = SummaryJson.of(input);
    json.remove(List.of("failures", "unscored"));
    ObjectNode words = json.putObject("words");
    words.put("decision", Words.decision(input.gate()));
    words.put("counts", Words.counts(input.summary().overall()));
    words.put("calls", Words.calls(header));
    ArrayNode judges = words.putArray("judges");
    for (JudgeSummary judge : input.summary().judges()) {
      ObjectNode item = judges.addObject().put("title", JudgeWords.title(judge));
      ArrayNode facts = item.putArray("facts");
      JudgeWords.facts(judge).forEach(facts::add);
      ArrayNode warnings = item.putArray("warnings");
      JudgeWords.warnings(judge).forEach(warnings::add);
    }
    json.put("suite_file", Shown.suiteFile(header));
    json.put("dataset_hash", header.datasetHash());
    json.put("concurrency", header.options().concurrency());
    json.put("seed", header.options().seed());
    json.put("software", header.software());
    if (header.endedAt() != null) {
      json.put("took_ms", Duration.between(header.startedAt(), header.endedAt()).toMillis());
    }
    ArrayNode evaluators = json.putArray("evaluator_order");
    for (EvaluatorIdentity evaluator : header.evaluators()) {
      ObjectNode item = evaluators.addObject();
      item.put("name", evaluator.name()).put("evaluator", evaluator.evaluator());
      item.put("version", evaluator.version());
      item.put("higher_is_better", evaluator.higherIsBetter());
      item.put("unit", ValueUnit.ofEvaluator(evaluator.evaluator()).key());
      evaluator.threshold().ifPresent(threshold -> item.put("threshold", threshold));
    }
    return json;
  }

  private void index(JsonGenerator json) {
    HtmlIndex rows = new HtmlIndex(input.header().evaluators());
    json.writeStartArray();
    for (ExampleOutcome outcome : outcomes) {
      json.writeRaw("\n");
      json.writeTree(rows.row(outcome));
    }
    json.writeEndArray();
  }

  private static void example(JsonGenerator json, ExampleOutcome outcome) {
    json.writeStartObject();
    json.writeName("example");
    json.writeTree(ExampleJson.write(outcome.example()));
    json.writeStringProperty("input_text", outcome.example().inputText());
    json.writeArrayPropertyStart("references");
    outcome.example().references().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("results");
    for (ExampleResult result : outcome.results()) {
      ObjectNode item = ResultJson.outcome(result);
      item.put("repeat", result.repeat());
      json.writeTree(item);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
