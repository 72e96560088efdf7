package dev.assay.core.report;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One result as the JSON report and the HTML page hold it, with the journal's names. */
final class ResultJson {

  private ResultJson() {}

  /** The example and what became of it. */
  static ObjectNode of(ExampleResult result) {
    Example example = result.example();
    ObjectNode json = Json.object();
    json.put("example_id", example.id());
    json.put("partition", example.partition().key());
    json.put("repeat", result.repeat());
    json.set("example", ExampleJson.write(example));
    json.setAll(outcome(result));
    return json;
  }

  /** What became of it, without the example. */
  static ObjectNode outcome(ExampleResult result) {
    ObjectNode json = Json.object();
    InteractionJson.writeAnswer(result.interaction(), json);
    json.put("cached", result.cached());
    ArrayNode scores = json.putArray("scores");
    result.scores().forEach(score -> scores.add(score(score)));
    Verdict verdict = result.verdict();
    FailureMode mode = verdict.failureMode();
    json.put("verdict", verdict.outcome().key());
    json.put("failure_mode", mode == null ? null : mode.key());
    json.put("failure_reason", verdict.reason());
    json.put("timestamp", result.timestamp().toString());
    return json;
  }

  private static ObjectNode score(EvaluatorScore score) {
    ObjectNode json = Json.object();
    json.put("evaluator", score.evaluator());
    json.put("version", score.version());
    if (score.score() instanceof Score.Scored scored) {
      json.put("value", scored.value());
      put(json, "passed", scored.passed());
      json.put("label", scored.label());
      json.put("explanation", scored.explanation());
      json.putNull("unscored");
    } else if (score.score() instanceof Score.Unscored unscored) {
      json.putNull("value").putNull("passed").putNull("label").putNull("explanation");
      json.put("unscored", unscored.reason());
    }
    if (!score.score().evidence().isEmpty()) {
      json.set("details", score.score().evidence());
    }
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Boolean value) {
    if (value == null) {
      json.putNull(name);
    } else {
      json.put(name, value);
    }
  }
}
