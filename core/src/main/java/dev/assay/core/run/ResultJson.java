package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of an {@link ExampleResult}: a line of the journal.
 *
 * <p>The example is part of it, so that a run can be read without its dataset. Messages are left
 * out where they are the example's own.
 */
final class ResultJson {

  private static final String[] ALWAYS = {"output", "latency_ms", "ttft_ms"};

  private ResultJson() {}

  /** Writes a result. */
  static ObjectNode write(ExampleResult result) {
    Example example = result.example();
    Interaction interaction = result.interaction();
    ObjectNode json = Json.object();
    json.put("example_id", example.id());
    json.put("partition", example.partition().key());
    json.put("repeat", result.repeat());
    for (String name : ALWAYS) {
      json.putNull(name);
    }
    json.putArray("context");
    json.putArray("tool_calls");
    json.putObject("usage");
    InteractionJson.writeAnswer(interaction, json);
    if (!interaction.input().equals(example.inputMessages())) {
      ArrayNode messages = json.putArray("messages");
      for (Message message : interaction.input()) {
        messages.addObject().put("role", message.role()).put("text", message.text());
      }
    }
    ArrayNode scores = json.putArray("scores");
    result.scores().forEach(score -> scores.add(write(score)));
    Verdict verdict = result.verdict();
    FailureMode mode = verdict.failureMode();
    json.put("verdict", verdict.outcome().key());
    json.put("failure_mode", mode == null ? null : mode.key());
    json.put("failure_reason", verdict.reason());
    json.put("cached", result.cached());
    json.put("timestamp", result.timestamp().toString());
    json.set("example", ExampleJson.write(example));
    return json;
  }

  /** Writes a score: {@code value} is null and {@code unscored} the reason where there is none. */
  static ObjectNode write(EvaluatorScore score) {
    ObjectNode json = Json.object();
    json.put("evaluator", score.evaluator());
    json.put("version", score.version());
    if (score.score() instanceof Score.Scored scored) {
      json.put("value", scored.value());
      json.put("passed", scored.passed());
      json.put("label", scored.label());
      json.put("explanation", scored.explanation());
      json.putNull("unscored");
    } else if (score.score() instanceof Score.Unscored unscored) {
      json.putNull("value").putNull("passed").putNull("label").putNull("explanation");
      json.put("unscored", unscored.reason());
    }
    json.set("details", score.score().evidence());
    return json;
  }

  static ExampleResult read(Fields fields) {
    Example example = example(fields.object("example"));
    Interaction interaction = InteractionJson.read(fields.json());
    if (!fields.json().has("messages")) {
      interaction = interaction.toBuilder().input(example.inputMessages()).build();
    }
    List<EvaluatorScore> scores = new ArrayList<>();
    for (JsonNode json : fields.list("scores")) {
      scores.add(score(fields.item(json, "scores[" + scores.size() + "]")));
    }
    return new ExampleResult(
        example,
        fields.count("repeat"),
        interaction,
        scores,
        verdict(fields),
        fields.bool("cached"),
        fields.instant("timestamp"));
  }

  private static EvaluatorScore score(Fields fields) {
    JsonNode given = fields.json().get("details");
    ObjectNode details = given instanceof ObjectNode object ? object : Json.object();
    String unscored = fields.optionalString("unscored");
    Score score;
    if (unscored != null) {
      score = new Score.Unscored(unscored, details);
    } else {
      Double value = fields.optionalDouble("value");
      if (value == null || !Double.isFinite(value)) {
        throw fields.wrong("value", "a number, or a reason in unscored");
      }
      JsonNode passed = fields.json().get("passed");
      score =
          new Score.Scored(
              value,
              (passed == null || passed.isNull()) ? null : (Boolean) fields.bool("passed"),
              fields.optionalString("label"),
              fields.optionalString("explanation"),
              details);
    }
    return new EvaluatorScore(fields.string("evaluator"), fields.string("version"), score);
  }

  private static Verdict verdict(Fields fields) {
    Verdict.Outcome outcome = fields.key("verdict", ResultJson::outcome, "pass, fail or unscored");
    return switch (outcome) {
      case PASS -> Verdict.PASSED;
      case UNSCORED -> Verdict.unscored(fields.string("failure_reason"));
      case FAIL ->
          Verdict.failed(
              fields.key("failure_mode", FailureMode::ofKey, "a failure mode"),
              fields.string("failure_reason"));
    };
  }

  private static Optional<Verdict.Outcome> outcome(String key) {
    return Arrays.stream(Verdict.Outcome.values()).filter(o -> o.key().equals(key)).findFirst();
  }

  private static Example example(Fields fields) {
    JsonNode input = fields.json().get("input");
    if (input == null) {
      throw fields.wrong("input", "given");
    }
    JsonNode metadata = fields.json().get("metadata");
    return Example.builder(
            fields.string("id"), fields.key("partition", Partition::ofKey, "a partition"), input)
        .expectedOutput(fields.json().get("expected_output"))
        .context(InteractionJson.passages(fields.json().get("context"), "example.context"))
        .tags(tags(fields))
        .metadata(metadata instanceof ObjectNode object ? object : Json.object())
        .createdAt(fields.optionalString("created_at"))
        .provenance(fields.json().get("provenance"))
        .reviews(reviews(fields))
        .build();
  }

  private static List<String> tags(Fields fields) {
    List<String> tags = new ArrayList<>();
    if (fields.json().has("tags")) {
      fields.list("tags").forEach(tag -> tags.add(tag.asString()));
    }
    return tags;
  }

  private static List<Review> reviews(Fields fields) {
    List<Review> reviews = new ArrayList<>();
    if (fields.json().has("reviews")) {
      for (JsonNode json : fields.list("reviews")) {
        Fields item = fields.item(json, "reviews[" + reviews.size() + "]");
        reviews.add(new Review(item.string("by"), item.string("at"), item.optionalString("note")));
      }
    }
    return reviews;
  }
}
