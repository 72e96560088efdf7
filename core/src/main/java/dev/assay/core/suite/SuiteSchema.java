package dev.assay.core.suite;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.json.Json;
import dev.assay.core.run.Budget;
import dev.assay.core.run.RunOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft 2020-12) of suite files, for editors: completion, descriptions, and most
 * mistakes while typing. What {@link SuiteReader} accepts, the schema accepts; the reader checks
 * more.
 *
 * @since 0.1
 */
public final class SuiteSchema {

  private static final String DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";

  private SuiteSchema() {}

  /** The schema of suites over these evaluators. */
  public static ObjectNode generate(EvaluatorRegistry registry) {
    ObjectNode schema = Json.object();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Assay suite");
    schema.put("type", "object");
    ArrayNode required = schema.putArray("required");
    List.of("dataset", "target", "evaluators").forEach(required::add);
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (String key : SuiteKeys.SUITE) {
      properties.set(key, property(key));
    }
    schema.set("$defs", definitions(registry));
    return schema;
  }

  private static ObjectNode property(String key) {
    RunOptions defaults = RunOptions.DEFAULT;
    return switch (key) {
      case "name" ->
          text("What the suite is called; the file's name unless given.").put("maxLength", 200);
      case "description" -> text("What it is for, for people.");
      case "dataset" -> dataset();
      case "target" -> target();
      case "evaluators" -> evaluators();
      case "calibration" -> calibration();
      case "models" -> models();
      case "prices" -> text("A price table that overrides the one that comes with Assay.");
      case "policy" -> policy();
      case "gate" -> gate();
      case "concurrency" ->
          whole(
              "How many examples are in flight at once.",
              1,
              SuiteKeys.MOST_CONCURRENT,
              defaults.concurrency());
      case "repeats" ->
          whole("How often each example runs.", 1, SuiteKeys.MOST_REPEATS, defaults.repeats());
      case "reducer" ->
          text("How repetitions become one result: mean, all, any or pass@k.")
              .put("pattern", "^(mean|all|any|pass@[1-9][0-9]*|.*\\$\\{.*)$")
              .put("default", defaults.reducer().key());
      case "seed" ->
          orVariable("What all randomness derives from.", Json.object().put("type", "integer"));
      case "timeout" -> duration("How long one call of the target may take.");
      case "retries" ->
          whole(
              "How often a transient failure is tried again.",
              0,
              SuiteKeys.MOST_RETRIES,
              defaults.retries());
      case "budget" -> budget();
      case "prompts" -> texts("Prompt files, checked for examples that leaked into them.");
      case "few_shot" -> texts("Files of few-shot examples, checked for examples that leaked.");
      default -> throw new IllegalStateException("key: " + key + " (expected: one with a schema)");
    };
  }

  private static ObjectNode dataset() {
    ObjectNode file = Json.object().put("type", "string");
    ObjectNode mapped = object(null).put("additionalProperties", false);
    mapped.putArray("required").add("path");
    ObjectNode properties = mapped.putObject("properties");
    properties.set("path", texts("The file, or several of the same form."));
    properties.set(
        "mapping", object("How the file's own names become fields: our field to its column."));
    properties.set("partition", reference("partition", "What rows are for that do not say."));
    ObjectNode list = Json.object().put("type", "array").put("minItems", 1);
    list.set("items", anyOf(null, file, mapped));
    return anyOf("The examples: a file, or several, relative to this one.", file, list, mapped);
  }

  private static ObjectNode target() {
    ObjectNode target = object("What is evaluated: one kind with its settings.");
    target.put("minProperties", 1).put("maxProperties", 1);
    ObjectNode kinds = target.putObject("properties");
    kinds.set("java", types("A class that implements Target.", "string", "object"));
    kinds.set("http", types("A service that takes a JSON body.", "string", "object"));
    kinds.set(
        "exec", types("A program that reads and writes JSON lines.", "string", "array", "object"));
    kinds.set("prompt", types("A prompt for a chat model.", "object"));
    kinds.set("recorded", types("A file of outputs by example id.", "string", "object"));
    return target;
  }

  static ObjectNode calibration() {
    ObjectNode calibration =
        object("Evaluators that must have been held against people, and recently.");
    calibration.put("additionalProperties", false);
    ObjectNode keys = calibration.putObject("properties");
    keys.set("folder", text("Where assay calibrate --save keeps them; calibrations by default."));
    keys.set("max_age_days", number("How old one may be; 90 by default."));
    ObjectNode names = Json.object().put("type", "array");
    names.putObject("items").put("type", "string");
    keys.set(
        "evaluators",
        anyOf(
            "Which evaluators; all that a model judges by default.",
            names,
            Json.object().put("type", "string")));
    keys.set("trust", text("What they must allow: gating (by default) or trends."));
    return calibration;
  }

  private static ObjectNode models() {
    ObjectNode settings = object(null).put("additionalProperties", false);
    settings.putArray("required").add("model");
    ObjectNode keys = settings.putObject("properties");
    keys.set("model", text("The provider and the model, such as openai:gpt-4o-mini."));
    keys.set("base_url", text("Where it is, if not at the provider's own place."));
    keys.set("key_from", text("The environment variable that holds the key; never the key."));
    keys.set("timeout", duration("The bound on one call, all its attempts together."));
    keys.set("max_retries", number("How often a failed attempt is repeated."));
    keys.set("max_concurrency", number("How many calls there may be at once; adapts by default."));
    keys.set("requests_per_minute", number("The limit to keep."));
    keys.set("tokens_per_minute", number("The limit to keep."));
    ObjectNode flag = Json.object().put("type", "boolean");
    keys.set("stream", orVariable("Whether answers are streamed.", flag));
    keys.set(
        "circuit_open_for", duration("How long a model that keeps failing is not asked; 30s."));
    ObjectNode models = object("Names for models, with their settings.");
    models.set("additionalProperties", anyOf(null, Json.object().put("type", "string"), settings));
    return models;
  }

  private static ObjectNode number(String description) {
    return orVariable(description, Json.object().put("type", "number").put("minimum", 0));
  }

  private static ObjectNode evaluators() {
    ObjectNode list = Json.object();
    list.put("description", "What judges the answers: names, alone or with parameters.");
    list.put("type", "array").put("minItems", 1);
    list.putObject("items").put("$ref", "#/$defs/evaluator");
    return list;
  }

  private static ObjectNode policy() {
    ObjectNode policy =
        object(
            "Which values an evaluator needs to pass an example, by partition; off: it informs.");
    ObjectNode names = policy.putObject("propertyNames");
    ArrayNode keys = names.putArray("enum");
    Partition.keys().forEach(keys::add);
    keys.add(SuiteKeys.EVERYWHERE);
    ObjectNode off = Json.object();
    off.putArray("enum").add("off").add("info").add(false);
    ObjectNode thresholds = types(null, "object", "null");
    thresholds.set(
        "additionalProperties", orVariable(null, Json.object().put("type", "number"), off));
    policy.set("additionalProperties", thresholds);
    return policy;
  }

  private static ObjectNode gate() {
    ObjectNode gate = object("What the run must reach: by partition, and criteria besides.");
    gate.put("additionalProperties", false).put("minProperties", 1);
    ObjectNode properties = gate.putObject("properties");
    for (Partition partition : Partition.values()) {
      boolean golden = partition == Partition.GOLDEN;
      ObjectNode rate = share(golden ? "Always 1.0." : "The least share of passed ones.");
      ObjectNode parts = object(null).put("additionalProperties", false);
      ObjectNode inner = parts.putObject("properties");
      inner.set("pass_rate", rate);
      inner.set(
          "min_coverage",
          share("The least share that must be scored.")
              .put("default", GateConfig.defaultCoverage(partition)));
      inner.set("confidence", GateSchema.confidence());
      inner.set("inconclusive", GateSchema.inconclusive());
      if (!golden) {
        parts.putArray("required").add("pass_rate");
      }
      properties.set(partition.key(), anyOf(null, share("The pass rate."), parts));
    }
    properties.set("criteria", GateSchema.criteria());
    properties.set("baseline", GateSchema.baseline());
    properties.set(
        "alpha",
        GateSchema.alpha(
                "How often all comparisons together may fail a system that did not change.")
            .put("default", GateConfig.DEFAULT_ALPHA));
    return gate;
  }

  private static ObjectNode budget() {
    ObjectNode budget = object("What the run may take; beyond it the run ends as incomplete.");
    budget.put("additionalProperties", false);
    ObjectNode properties = budget.putObject("properties");
    for (String key : SuiteKeys.budget(Partition.keys())) {
      if (key.equals("cost")) {
        properties.set(
            key,
            orVariable(
                "Money, as the target reports it.",
                Json.object().put("type", "number").put("exclusiveMinimum", 0)));
      } else {
        boolean total = key.equals("total");
        properties.set(
            key,
            duration(
                total
                    ? "Time for everything; "
                        + Budget.DEFAULT.total().toMinutes()
                        + "m unless given."
                    : "Time for these examples."));
      }
    }
    return budget;
  }

  private static ObjectNode definitions(EvaluatorRegistry registry) {
    ObjectNode definitions = Json.object();
    ObjectNode partition = definitions.putObject("partition");
    ArrayNode keys = partition.putArray("enum");
    Partition.keys().forEach(keys::add);
    definitions.set(
        "variable",
        text("A value from the environment: ${NAME} or ${NAME:-default}.")
            .put("pattern", "\\$\\{[A-Za-z_]"));
    definitions.set("evaluator", evaluator(registry));
    return definitions;
  }

  // One object with every evaluator as a key, rather than one for each: editors then complete the
  // names and point at the parameter that is wrong. That there is one is the reader's to say.
  private static ObjectNode evaluator(EvaluatorRegistry registry) {
    List<EvaluatorDefinition> sorted = new ArrayList<>(registry.definitions());
    sorted.sort(Comparator.comparing(EvaluatorDefinition::name));
    ObjectNode name = Json.object().put("description", "An evaluator with its defaults.");
    ArrayNode known = name.putArray("enum");
    ObjectNode expression =
        text("Evaluators as the command line takes them, such as rouge-l(stem=true).")
            .put("pattern", "[(,$]");
    ObjectNode item = object("An evaluator with parameters.").put("additionalProperties", false);
    item.put("minProperties", 1).put("maxProperties", 1 + EvaluatorBinder.BESIDE.size());
    ObjectNode keys = item.putObject("properties");
    for (EvaluatorDefinition definition : sorted) {
      known.add(definition.name());
      keys.set(definition.name(), parameters(definition));
    }
    beside().forEach(keys::set);
    return anyOf(null, name, expression, item);
  }

  private static ObjectNode parameters(EvaluatorDefinition definition) {
    boolean required = definition.parameters().stream().anyMatch(Parameter::required);
    ObjectNode parameters =
        required ? object(definition.summary()) : types(definition.summary(), "object", "null");
    parameters.put("additionalProperties", definition.freeForm());
    ObjectNode inner = parameters.putObject("properties");
    if (!definition.freeForm()) {
      beside().forEach(inner::set);
    }
    for (Parameter parameter : definition.parameters()) {
      inner.set(parameter.name(), parameter(parameter));
      if (parameter.required()) {
        parameters.withArrayProperty("required").add(parameter.name());
      }
    }
    return parameters;
  }

  private static Map<String, ObjectNode> beside() {
    ObjectNode one = reference("partition", null);
    ObjectNode list = Json.object().put("type", "array");
    list.set("items", reference("partition", null));
    Map<String, ObjectNode> beside = new LinkedHashMap<>();
    beside.put("name", text("What this suite calls the evaluator."));
    beside.put("partitions", anyOf("The partitions it runs on; all unless given.", one, list));
    beside.put("tags", texts("It runs on examples with one of these; on all unless given."));
    ObjectNode flag = Json.object().put("type", "boolean");
    beside.put("negate", orVariable("Passes where it would fail, and fails where it would.", flag));
    beside.put(
        "on",
        text(
            "The step it looks at in place of the whole: retrieval, tool:search, step:name[last]."));
    beside.put(
        "optional",
        orVariable("The run goes on without it where its model is not configured.", flag));
    beside.put(
        "weight",
        orVariable(
            "How much it counts, in a set.",
            Json.object().put("type", "number").put("exclusiveMinimum", 0)));
    return beside;
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode value =
        switch (parameter.type()) {
          case STRING -> choices(parameter);
          case INTEGER -> bounded(parameter, "integer");
          case NUMBER -> bounded(parameter, "number");
          case BOOLEAN -> Json.object().put("type", "boolean");
          case STRINGS -> texts(null);
          case EVALUATORS -> list(reference("evaluator", null)).put("minItems", 1);
          case JSON -> Json.object();
        };
    ObjectNode schema =
        switch (parameter.type()) {
          case INTEGER, NUMBER, BOOLEAN -> orVariable(parameter.description(), value);
          case STRING ->
              parameter.choices().isEmpty()
                  ? described(parameter.description(), value)
                  : orVariable(parameter.description(), value);
          default -> described(parameter.description(), value);
        };
    if (parameter.defaultValue() != null) {
      schema.set("default", parameter.defaultValue());
    }
    return schema;
  }

  private static ObjectNode choices(Parameter parameter) {
    ObjectNode value = Json.object();
    if (parameter.choices().isEmpty()) {
      return value.put("type", "string");
    }
    ArrayNode choices = value.putArray("enum");
    parameter.choices().forEach(choices::add);
    return value;
  }

  private static ObjectNode bounded(Parameter parameter, String type) {
    ObjectNode value = Json.object().put("type", type);
    if (Double.isFinite(parameter.low())) {
      value.put("minimum", parameter.low());
    }
    if (Double.isFinite(parameter.high())) {
      value.put("maximum", parameter.high());
    }
    return value;
  }

  static ObjectNode text(String description) {
    return Json.object().put("description", description).put("type", "string");
  }

  private static ObjectNode whole(String description, long low, long high, long fallback) {
    return orVariable(
            description,
            Json.object().put("type", "integer").put("minimum", low).put("maximum", high))
        .put("default", fallback);
  }

  static ObjectNode share(String description) {
    return orVariable(
        description, Json.object().put("type", "number").put("minimum", 0).put("maximum", 1));
  }

  static ObjectNode duration(String description) {
    return orVariable(
        description + " Such as 250ms, 30s, 5m or 1h.",
        Json.object().put("type", "string").put("pattern", DURATION));
  }

  private static ObjectNode texts(@Nullable String description) {
    ObjectNode list = Json.object().put("type", "array");
    list.putObject("items").put("type", "string");
    return anyOf(description, Json.object().put("type", "string"), list);
  }

  static ObjectNode list(ObjectNode items) {
    ObjectNode list = Json.object().put("type", "array");
    list.set("items", items);
    return list;
  }

  static ObjectNode object(@Nullable String description) {
    return types(description, "object");
  }

  private static ObjectNode types(@Nullable String description, String... types) {
    ObjectNode schema = described(description, Json.object());
    if (types.length == 1) {
      return schema.put("type", types[0]);
    }
    ArrayNode several = schema.putArray("type");
    List.of(types).forEach(several::add);
    return schema;
  }

  static ObjectNode reference(String name, @Nullable String description) {
    return described(description, Json.object().put("$ref", "#/$defs/" + name));
  }

  static ObjectNode orVariable(@Nullable String description, ObjectNode... values) {
    List<ObjectNode> all = new ArrayList<>(List.of(values));
    all.add(reference("variable", null));
    return anyOf(description, all.toArray(ObjectNode[]::new));
  }

  static ObjectNode anyOf(@Nullable String description, ObjectNode... forms) {
    ObjectNode schema = described(description, Json.object());
    ArrayNode list = schema.putArray("anyOf");
    List.of(forms).forEach(list::add);
    return schema;
  }

  private static ObjectNode described(@Nullable String description, ObjectNode schema) {
    return description == null ? schema : schema.put("description", description);
  }
}
