package dev.assay.core.comparison;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunStatus;
import dev.assay.core.verdict.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a baseline file line by line; what is missing or wrong is a problem there. */
final class BaselineReader {

  private static final double ROUNDING = 1e-9;
  private static final String NEXT = "make the file anew with assay baseline save";

  private final String file;
  private final List<ExampleScores> examples = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final List<RunScores.Measured> evaluators = new ArrayList<>();
  private final Map<String, RunScores.Measured> scales = new HashMap<>();
  private RunScores.@Nullable Run run;
  private int line;

  BaselineReader(String file) {
    this.file = file;
  }

  /** Reads the next line. */
  void read(JsonNode json, int line) {
    this.line = line;
    if (!json.isObject()) {
      throw wrong("line", json, "an object");
    }
    if (run == null) {
      run = header(json);
    } else {
      ExampleScores example = example(json);
      if (!ids.add(example.id())) {
        throw wrong("id", json.get("id"), "an id that is on no line before");
      }
      examples.add(example);
    }
  }

  RunScores scores() {
    RunScores.Run read = run;
    if (read == null) {
      line = 1;
      throw wrong("kind", null, "the line of the run first");
    }
    return new RunScores(read, evaluators, examples);
  }

  private RunScores.Run header(JsonNode json) {
    if (!BaselineFile.KIND.equals(json.path("kind").asString(""))) {
      throw wrong("kind", json.get("kind"), BaselineFile.KIND);
    }
    int format = integer(json, "format");
    if (format < 1 || format > BaselineFile.FORMAT) {
      throw wrong("format", json.get("format"), "at most " + BaselineFile.FORMAT + ", from 1");
    }
    JsonNode items = json.get("evaluators");
    if (items == null || !items.isArray()) {
      throw wrong("evaluators", items, "a list");
    }
    for (JsonNode item : items) {
      RunScores.Measured evaluator = evaluator(item);
      if (scales.put(evaluator.name(), evaluator) != null) {
        throw wrong("evaluators.name", item.get("name"), "each evaluator once");
      }
      evaluators.add(evaluator);
    }
    List<String> prompts = new ArrayList<>();
    json.path("prompt_versions").forEach(prompt -> prompts.add(prompt.asString("")));
    JsonNode commit = json.path("git_commit");
    return new RunScores.Run(
        text(json, "run"),
        text(json, "suite"),
        text(json, "dataset"),
        text(json, "dataset_hash"),
        text(json, "target"),
        text(json, "target_version"),
        prompts,
        commit.isString() ? commit.stringValue() : null,
        instant(json, "started_at"),
        status(json),
        integer(json, "planned"),
        integer(json, "repeats"),
        text(json, "policy_hash"));
  }

  private RunScores.Measured evaluator(JsonNode item) {
    JsonNode low = item.path("low");
    JsonNode high = item.path("high");
    double from = low.isNumber() ? Json.number(low) : Double.NEGATIVE_INFINITY;
    double to = high.isNumber() ? Json.number(high) : Double.POSITIVE_INFINITY;
    if (!(from < to)) {
      throw wrong("evaluators.low", low, "less than high");
    }
    boolean higher = item.path("higher_is_better").asBoolean(true);
    boolean decides = item.path("decides").asBoolean(true);
    return new RunScores.Measured(
        text(item, "name"),
        text(item, "version"),
        higher,
        from,
        to,
        decides,
        ValueUnit.ofKey(item.path("unit").asString("")));
  }

  private ExampleScores example(JsonNode json) {
    Verdict.Outcome outcome = outcome(json);
    Map<String, Double> values = new HashMap<>();
    JsonNode scored = json.path("values");
    if (!scored.isMissingNode() && !scored.isObject()) {
      throw wrong("values", scored, "an object");
    }
    for (Map.Entry<String, JsonNode> value : scored.properties()) {
      values.put(value.getKey(), scaled(value.getKey(), value.getValue()));
    }
    List<String> tags = new ArrayList<>();
    json.path("tags").forEach(tag -> tags.add(tag.asString("")));
    List<Double> latencies = new ArrayList<>();
    json.path("latency_ms").forEach(latency -> latencies.add(amount(latency, "latency_ms")));
    Set<String> unscored = new HashSet<>();
    json.path("unscored").forEach(name -> unscored.add(name.asString("")));
    double share = outcome == Verdict.Outcome.PASS ? 1 : 0;
    if (json.has("pass_share")) {
      share = finite(json.get("pass_share"), "pass_share");
      if (!(0 <= share && share <= 1)) {
        throw wrong("pass_share", json.get("pass_share"), "a number from 0 to 1");
      }
    }
    return new ExampleScores(
        text(json, "id"),
        text(json, "hash"),
        Partition.ofKey(text(json, "partition"))
            .orElseThrow(() -> wrong("partition", json.get("partition"), "a partition")),
        tags,
        outcome,
        share,
        json.has("failure_mode")
            ? FailureMode.ofKey(text(json, "failure_mode"))
                .orElseThrow(
                    () -> wrong("failure_mode", json.get("failure_mode"), "a failure mode"))
            : null,
        values,
        unscored,
        latencies,
        optional(json, "tokens"),
        optional(json, "cost"));
  }

  private Verdict.Outcome outcome(JsonNode json) {
    String key = text(json, "outcome");
    for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
      if (outcome.key().equals(key)) {
        return outcome;
      }
    }
    throw wrong("outcome", json.get("outcome"), "pass, fail or unscored");
  }

  private RunStatus status(JsonNode json) {
    String key = text(json, "status");
    for (RunStatus status : RunStatus.values()) {
      if (status.key().equals(key)) {
        return status;
      }
    }
    throw wrong("status", json.get("status"), "the status of a run");
  }

  private Instant instant(JsonNode json, String name) {
    try {
      return Instant.parse(text(json, name));
    } catch (DateTimeException e) {
      throw wrong(name, json.get(name), "a time such as 2026-11-21T08:00:00Z");
    }
  }

  private String text(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || !value.isString()) {
      throw wrong(name, value, "a text");
    }
    return value.stringValue();
  }

  private int integer(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || !value.canConvertToInt() || value.intValue() < 0) {
      throw wrong(name, value, "a whole number from 0");
    }
    return value.intValue();
  }

  private @Nullable Double optional(JsonNode json, String name) {
    return json.has(name) ? (Double) amount(json.get(name), name) : null;
  }

  private double scaled(String evaluator, JsonNode value) {
    String name = "values." + evaluator;
    double number = finite(value, name);
    RunScores.Measured scale = scales.get(evaluator);
    // A mean over repetitions may lie beyond the end by rounding.
    double slack = ROUNDING * Math.max(1, Math.abs(number));
    if (scale != null && (number < scale.low() - slack || number > scale.high() + slack)) {
      throw wrong(
          name, value, "a number on its scale, from " + scale.low() + " to " + scale.high());
    }
    return number;
  }

  private double amount(@Nullable JsonNode value, String name) {
    double number = finite(value, name);
    if (number < 0) {
      throw wrong(name, value, "a number from 0");
    }
    return number;
  }

  private double finite(@Nullable JsonNode value, String name) {
    if (value == null || !value.isNumber() || !Double.isFinite(Json.number(value))) {
      throw wrong(name, value, "a finite number");
    }
    return Json.number(value);
  }

  private InvalidInputException wrong(String name, @Nullable JsonNode value, String expected) {
    return new InvalidInputException(
        Problem.of("baseline: " + name, value == null ? null : Json.write(value), expected)
            .next(NEXT)
            .at(Location.ofLine(file, line)));
  }
}
