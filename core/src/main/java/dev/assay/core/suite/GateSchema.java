package dev.assay.core.suite;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema of what a gate asks beside the pass rates of partitions. */
final class GateSchema {

  private GateSchema() {}

  static ObjectNode criteria() {
    ObjectNode[] kinds =
        SuiteKeys.CRITERIA.entrySet().stream().map(GateSchema::kind).toArray(ObjectNode[]::new);
    return SuiteSchema.list(SuiteSchema.anyOf(null, kinds))
        .put("description", "What else the run must reach.");
  }

  private static ObjectNode kind(Map.Entry<String, List<String>> kind) {
    String name = kind.getKey();
    if (name.equals("calibrated")) {
      return item(name, calibrated());
    }
    ObjectNode settings = SuiteSchema.object(meaning(name)).put("additionalProperties", false);
    ArrayNode required = settings.putArray("required");
    ObjectNode properties = settings.putObject("properties");
    for (String key : kind.getValue()) {
      properties.set(key, setting(name, key));
      if (List.of("margin", "max", "min").contains(key)) {
        required.add(key);
      }
    }
    return item(name, settings);
  }

  private static ObjectNode calibrated() {
    ObjectNode settings =
        SuiteSchema.calibration()
            .put("description", "Judges were held against people, recently, and agree with them.");
    ObjectNode keys = (ObjectNode) settings.get("properties");
    keys.set(
        "min_agreement",
        SuiteSchema.orVariable(
            "The least kappa of its decisions and people's, in place of trust: the whole interval"
                + " must reach it.",
            Json.object()
                .put("type", "number")
                .put("exclusiveMinimum", -1)
                .put("exclusiveMaximum", 1)));
    keys.set("inconclusive", inconclusive());
    return settings;
  }

  private static ObjectNode item(String name, ObjectNode settings) {
    ObjectNode item = SuiteSchema.object(null).put("additionalProperties", false);
    item.putArray("required").add(name);
    item.putObject("properties").set(name, settings);
    return item;
  }

  private static String meaning(String kind) {
    return switch (kind) {
      case "no_regression" -> "Not worse than the baseline by the margin.";
      case "improvement" -> "Better than the baseline.";
      case "pass_rate" -> "A share of the examples passes.";
      case "latency" -> "So much of the latency is at most so long.";
      case "cost" -> "An answer costs at most so much, on average.";
      default -> "So many examples are scored.";
    };
  }

  private static ObjectNode setting(String kind, String key) {
    return switch (key) {
      case "partition" ->
          SuiteSchema.reference("partition", "On these examples; on all by default.");
      case "inconclusive" -> inconclusive();
      case "confidence" -> confidence();
      case "alpha" -> alpha("Its own error rate; its part of the gate's by default.");
      case "evaluator" ->
          SuiteSchema.text("An evaluator of this suite; the verdict, or pass rate, by default.");
      case "margin" -> number("The loss that is borne, in the scale of what is compared.", true);
      case "by" -> number("Better by more than this.", false).put("default", 0);
      case "max" ->
          kind.equals("latency")
              ? SuiteSchema.duration("The longest it may take.")
              : number("The most an answer may cost.", false);
      case "quantile" ->
          SuiteSchema.orVariable(
                  "Which quantile.",
                  Json.object()
                      .put("type", "number")
                      .put("exclusiveMinimum", 0)
                      .put("exclusiveMaximum", 1))
              .put("default", 0.95);
      case "min_coverage" ->
          SuiteSchema.share("The least share that must be scored.").put("default", 0.95);
      default -> SuiteSchema.share("The least share.");
    };
  }

  private static ObjectNode number(String description, boolean aboveZero) {
    ObjectNode number = Json.object().put("type", "number");
    number.put(aboveZero ? "exclusiveMinimum" : "minimum", 0);
    return SuiteSchema.orVariable(description, number);
  }

  static ObjectNode alpha(String description) {
    return SuiteSchema.orVariable(
        description,
        Json.object()
            .put("type", "number")
            .put("exclusiveMinimum", 0)
            .put("exclusiveMaximum", 0.5));
  }

  static ObjectNode confidence() {
    return SuiteSchema.orVariable(
        "How sure to be: the interval decides, not the number found.",
        Json.object().put("type", "number").put("minimum", 0.5).put("exclusiveMaximum", 1));
  }

  static ObjectNode inconclusive() {
    ObjectNode values = Json.object().put("type", "string");
    values.putArray("enum").add("fail").add("warn");
    return SuiteSchema.orVariable(
        "What it means that the data do not say: fail on golden examples, warn elsewhere by"
            + " default.",
        values);
  }

  static ObjectNode baseline() {
    ObjectNode latest = SuiteSchema.object(null).put("additionalProperties", false);
    latest.putArray("required").add("latest");
    ObjectNode properties = latest.putObject("properties");
    properties.set("latest", SuiteSchema.text("A folder of runs."));
    properties.set(
        "branch", SuiteSchema.text("The branch whose latest run it is.").put("default", "main"));
    return SuiteSchema.anyOf(
        "What the run is compared with: a run directory, a baseline file, or the latest run of a"
            + " branch.",
        Json.object().put("type", "string"),
        latest);
  }
}
