package dev.assay.core.verdict;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a policy in {@code run.json}: resolved, so that a run decided again later is decided
 * by what held then, whatever the defaults have become.
 */
final class PolicyJson {

  private static final String RULE = "rule";
  private static final String OFF = "off";

  private PolicyJson() {}

  static ObjectNode write(List<PassPolicy.Entry> entries) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("evaluators");
    for (PassPolicy.Entry entry : entries) {
      PolicyEvaluator evaluator = entry.evaluator();
      ObjectNode item = list.addObject();
      about(evaluator, item);
      item.put("rule", evaluator.decidesItself());
      item.put("higher_is_better", evaluator.higherIsBetter());
      putFinite(item, "low", evaluator.low());
      putFinite(item, "high", evaluator.high());
      item.put("failure_mode", evaluator.failureMode().key());
      evaluator.threshold().ifPresent(t -> item.put("threshold", t));
      if (evaluator.negated()) {
        item.put("negated", true);
      }
      if (evaluator.perStep()) {
        item.put("per_step", true);
      }
      item.set("decides", decides(entry));
    }
    return json;
  }

  /** Only what a pass or failure hangs on, of those entries that decide anywhere. */
  static ObjectNode decisions(List<PassPolicy.Entry> entries) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("evaluators");
    for (PassPolicy.Entry entry : entries) {
      boolean decides = false;
      for (Partition partition : Partition.values()) {
        decides |= entry.in(partition).kind() != Decision.Kind.NONE;
      }
      if (decides) {
        ObjectNode item = list.addObject();
        about(entry.evaluator(), item);
        item.put("higher_is_better", entry.evaluator().higherIsBetter());
        item.set("decides", decides(entry));
      }
    }
    return json;
  }

  private static void about(PolicyEvaluator evaluator, ObjectNode item) {
    item.put("name", evaluator.name());
    item.put("evaluator", evaluator.evaluator());
    if (!evaluator.partitions().isEmpty()) {
      ArrayNode partitions = item.putArray("partitions");
      new TreeSet<>(evaluator.partitions()).forEach(p -> partitions.add(p.key()));
    }
    if (!evaluator.tags().isEmpty()) {
      ArrayNode tags = item.putArray("tags");
      new TreeSet<>(evaluator.tags()).forEach(tags::add);
    }
  }

  private static ObjectNode decides(PassPolicy.Entry entry) {
    ObjectNode decides = Json.object();
    for (Partition partition : Partition.values()) {
      Decision decision = entry.in(partition);
      switch (decision.kind()) {
        case ITSELF -> decides.put(partition.key(), RULE);
        case THRESHOLD -> decides.put(partition.key(), decision.threshold());
        case NONE -> decides.put(partition.key(), OFF);
      }
    }
    return decides;
  }

  static PassPolicy read(JsonNode json) {
    List<PassPolicy.Entry> entries = new ArrayList<>();
    if (!json.path("evaluators").isArray()) {
      throw wrong("evaluators", json.get("evaluators"), "a list");
    }
    for (JsonNode item : json.get("evaluators")) {
      entries.add(entry(item));
    }
    return new PassPolicy(entries);
  }

  private static PassPolicy.Entry entry(JsonNode item) {
    Set<Partition> partitions = new HashSet<>();
    item.path("partitions").forEach(p -> partitions.add(partition(p)));
    Set<String> tags = new HashSet<>();
    item.path("tags").forEach(tag -> tags.add(tag.asString()));
    JsonNode mode = item.path("failure_mode");
    JsonNode threshold = item.path("threshold");
    PolicyEvaluator evaluator =
        new PolicyEvaluator(
            text(item, "name"),
            text(item, "evaluator"),
            partitions,
            tags,
            item.path("higher_is_better").asBoolean(true),
            item.path("low").isNumber() ? item.get("low").doubleValue() : Double.NEGATIVE_INFINITY,
            item.path("high").isNumber()
                ? item.get("high").doubleValue()
                : Double.POSITIVE_INFINITY,
            item.path("rule").asBoolean(false),
            FailureMode.ofKey(mode.asString(""))
                .orElseThrow(() -> wrong("failure_mode", mode, "a failure mode")),
            threshold.isNumber()
                ? OptionalDouble.of(threshold.doubleValue())
                : OptionalDouble.empty(),
            item.path("negated").asBoolean(false),
            item.path("per_step").asBoolean(false));
    Map<Partition, Decision> decisions = new EnumMap<>(Partition.class);
    for (Partition partition : Partition.values()) {
      decisions.put(partition, decision(item.path("decides").path(partition.key())));
    }
    return new PassPolicy.Entry(evaluator, decisions);
  }

  private static Decision decision(JsonNode json) {
    if (json.isNumber()) {
      return Decision.at(json.doubleValue());
    }
    return switch (json.asString("")) {
      case RULE -> Decision.ITSELF;
      case OFF -> Decision.NONE;
      default -> throw wrong("decides", json, "a number, rule or off");
    };
  }

  private static Partition partition(JsonNode json) {
    return Partition.ofKey(json.asString(""))
        .orElseThrow(() -> wrong("partitions", json, "a partition"));
  }

  private static String text(JsonNode item, String name) {
    JsonNode value = item.path(name);
    if (!value.isString()) {
      throw wrong(name, value, "a string");
    }
    return value.stringValue();
  }

  private static void putFinite(ObjectNode item, String name, double value) {
    if (Double.isFinite(value)) {
      item.put(name, value);
    }
  }

  private static InvalidInputException wrong(
      String name, @Nullable JsonNode value, String expected) {
    String shown = value == null || value.isMissingNode() ? "missing" : Json.write(value);
    return new InvalidInputException(Problem.of("policy." + name, shown, expected));
  }
}
