package dev.assay.core.gate;

import dev.assay.core.calibration.Trust;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form of a gate in {@code run.json}. */
final class GateJson {

  private static final String CRITERIA = "criteria";
  private static final String BASELINE = "baseline";
  private static final String ALPHA = "alpha";

  private GateJson() {}

  static ObjectNode write(GateConfig config) {
    ObjectNode json = Json.object();
    for (GateConfig.Requirement requirement : config.requirements()) {
      ObjectNode item = json.putObject(requirement.partition().key());
      item.put("pass_rate", requirement.passRate());
      item.put("min_coverage", requirement.minCoverage());
      item.put("where_present", requirement.wherePresent());
      requirement.confidence().ifPresent(c -> item.put("confidence", c));
      put(item, requirement.policy());
    }
    if (!config.criteria().isEmpty()) {
      ArrayNode criteria = json.putArray(CRITERIA);
      config.criteria().forEach(criterion -> criteria.add(write(criterion)));
      json.put(ALPHA, config.alpha());
    }
    config
        .baseline()
        .ifPresent(
            source ->
                json.putObject(BASELINE).put("path", source.path()).put("branch", source.branch()));
    return json;
  }

  private static ObjectNode write(GateCriterion criterion) {
    ObjectNode json = Json.object();
    Partition partition = criterion.partition();
    if (partition != null) {
      json.put("partition", partition.key());
    }
    put(json, criterion.policy());
    if (criterion instanceof GateCriterion.Comparing comparing) {
      json.put("measure", comparing.measure());
      comparing.alpha().ifPresent(alpha -> json.put(ALPHA, alpha));
    }
    if (criterion instanceof GateCriterion.NoRegression no) {
      return json.put("kind", "no_regression").put("margin", no.margin());
    }
    if (criterion instanceof GateCriterion.Improvement improvement) {
      return json.put("kind", "improvement").put("by", improvement.by());
    }
    if (criterion instanceof GateCriterion.PassRate rate) {
      rate.confidence().ifPresent(c -> json.put("confidence", c));
      return json.put("kind", "pass_rate")
          .put("min", rate.min())
          .put("min_coverage", rate.minCoverage());
    }
    if (criterion instanceof GateCriterion.Latency latency) {
      latency.confidence().ifPresent(c -> json.put("confidence", c));
      return json.put("kind", "latency")
          .put("quantile", latency.quantile())
          .put("max_millis", latency.maxMillis());
    }
    if (criterion instanceof GateCriterion.Cost cost) {
      cost.confidence().ifPresent(c -> json.put("confidence", c));
      return json.put("kind", "cost").put("max", cost.max());
    }
    if (criterion instanceof GateCriterion.Calibrated calibrated) {
      return write(calibrated, json);
    }
    GateCriterion.Coverage coverage = (GateCriterion.Coverage) criterion;
    if (coverage.evaluator() != null) {
      json.put("evaluator", coverage.evaluator());
    }
    return json.put("kind", "coverage").put("min", coverage.min());
  }

  private static ObjectNode write(GateCriterion.Calibrated calibrated, ObjectNode json) {
    ArrayNode evaluators = json.putArray("evaluators");
    calibrated.evaluators().forEach(evaluators::add);
    calibrated.minAgreement().ifPresent(least -> json.put("min_agreement", least));
    return json.put("kind", "calibrated")
        .put("folder", calibrated.folder())
        .put("max_age_days", calibrated.maxAgeDays())
        .put("trust", calibrated.trust().key());
  }

  private static GateCriterion.Calibrated calibrated(JsonNode item, @Nullable Inconclusive policy) {
    List<String> evaluators = new ArrayList<>();
    item.path("evaluators").forEach(name -> evaluators.add(name.asString("")));
    String key = item.path("trust").asString("");
    return new GateCriterion.Calibrated(
        evaluators,
        item.path("folder").asString(GateCriterion.Calibrated.DEFAULT_FOLDER),
        (long) number(item, "max_age_days"),
        Trust.ofKey(key)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        Problem.of("gate_config.criteria.trust", key, "gating, trends or none"))),
        optional(item, "min_agreement"),
        policy);
  }

  private static void put(ObjectNode json, @Nullable Inconclusive policy) {
    if (policy != null) {
      json.put("inconclusive", policy.key());
    }
  }

  static GateConfig read(JsonNode json) {
    try {
      List<GateConfig.Requirement> requirements = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        if (!List.of(CRITERIA, BASELINE, ALPHA).contains(entry.getKey())) {
          requirements.add(requirement(entry.getKey(), entry.getValue()));
        }
      }
      List<GateCriterion> criteria = new ArrayList<>();
      json.path(CRITERIA).forEach(item -> criteria.add(criterion(item)));
      JsonNode baseline = json.path(BASELINE);
      JsonNode branch = baseline.path("branch");
      Optional<BaselineSource> source =
          baseline.isObject()
              ? Optional.of(
                  new BaselineSource(
                      baseline.path("path").asString(""),
                      branch.isString() ? branch.stringValue() : null))
              : Optional.empty();
      double alpha = json.path(ALPHA).isNumber() ? number(json, ALPHA) : GateConfig.DEFAULT_ALPHA;
      return new GateConfig(requirements, criteria, source, alpha);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("gate_config", e.getMessage(), "what assay run wrote").next("run it again"),
          e);
    }
  }

  private static GateConfig.Requirement requirement(String key, JsonNode item) {
    Partition partition = partition(key);
    return new GateConfig.Requirement(
        partition,
        share(item, partition, "pass_rate"),
        share(item, partition, "min_coverage"),
        item.path("where_present").asBoolean(false),
        optional(item, "confidence"),
        policy(item));
  }

  private static Partition partition(String key) {
    return Partition.ofKey(key)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("gate_config", key, "a partition")
                        .next(Nearest.advice(key, Partition.keys()))));
  }

  private static GateCriterion criterion(JsonNode item) {
    String key = item.path("partition").asString("");
    Partition partition = key.isEmpty() ? null : partition(key);
    Inconclusive policy = policy(item);
    OptionalDouble confidence = optional(item, "confidence");
    String kind = item.path("kind").asString("");
    return switch (kind) {
      case "no_regression" ->
          new GateCriterion.NoRegression(
              partition, measure(item), number(item, "margin"), optional(item, ALPHA), policy);
      case "improvement" ->
          new GateCriterion.Improvement(
              partition, measure(item), number(item, "by"), optional(item, ALPHA), policy);
      case "pass_rate" ->
          new GateCriterion.PassRate(
              partition, number(item, "min"), number(item, "min_coverage"), confidence, policy);
      case "latency" ->
          new GateCriterion.Latency(
              partition, number(item, "quantile"), number(item, "max_millis"), confidence, policy);
      case "cost" -> new GateCriterion.Cost(partition, number(item, "max"), confidence, policy);
      case "coverage" ->
          new GateCriterion.Coverage(
              partition,
              item.path("evaluator").isString() ? item.path("evaluator").stringValue() : null,
              number(item, "min"),
              policy);
      case "calibrated" -> calibrated(item, policy);
      default ->
          throw new InvalidInputException(
              Problem.of("gate_config.criteria.kind", kind, "a kind of criterion"));
    };
  }

  private static String measure(JsonNode item) {
    return item.path("measure").asString("");
  }

  private static @Nullable Inconclusive policy(JsonNode item) {
    return Inconclusive.ofKey(item.path("inconclusive").asString("")).orElse(null);
  }

  private static OptionalDouble optional(JsonNode item, String name) {
    return item.has(name) ? OptionalDouble.of(number(item, name)) : OptionalDouble.empty();
  }

  private static double number(JsonNode item, String name) {
    JsonNode value = item.path(name);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    throw new InvalidInputException(
        Problem.of(
            "gate_config." + name,
            value.isMissingNode() ? "missing" : Json.write(value),
            "a number"));
  }

  private static double share(JsonNode item, Partition partition, String name) {
    JsonNode value = item.path(name);
    if (value.isNumber() && 0 <= value.doubleValue() && value.doubleValue() <= 1) {
      return value.doubleValue();
    }
    throw new InvalidInputException(
        Problem.of(
            "gate_config." + partition.key() + "." + name,
            value.isMissingNode() ? "missing" : Json.write(value),
            "a number from 0 to 1"));
  }
}
