package dev.assay.core.run;

import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a {@link RunHeader}: the first keys of {@code run.json}. */
final class RunHeaderJson {

  /** The keys of the header; every other key is a section. */
  static final Set<String> KEYS =
      Set.of(
          "format",
          "id",
          "suite",
          "suite_file",
          "suite_hash",
          "dataset",
          "dataset_hash",
          "planned",
          "selection",
          "evaluators",
          "not_configured",
          "target",
          "git_commit",
          "options",
          "started_at",
          "ended_at",
          "status",
          "status_reason",
          "target_calls",
          "cached_outputs",
          "usage",
          "judge_usage",
          "software");

  private RunHeaderJson() {}

  static ObjectNode write(RunHeader header) {
    ObjectNode json = Json.object();
    json.put("format", RunHeader.FORMAT);
    json.put("id", header.id());
    json.put("suite", header.suite());
    json.put("suite_file", header.suiteFile());
    json.put("suite_hash", header.suiteHash());
    json.put("dataset", header.dataset());
    json.put("dataset_hash", header.datasetHash());
    json.set("planned", counts(header.planned()));
    json.put("selection", header.selection());
    json.set("evaluators", evaluators(header.evaluators()));
    json.set("not_configured", notConfigured(header.notConfigured()));
    json.putObject("target")
        .put("kind", header.targetKind())
        .put("description", header.targetDescription())
        .put("version", header.targetVersion());
    json.put("git_commit", header.gitCommit());
    json.set("options", options(header.options()));
    json.put("started_at", header.startedAt().toString());
    json.put("ended_at", text(header.endedAt()));
    json.put("status", header.status().key());
    json.put("status_reason", header.statusReason());
    json.put("target_calls", header.targetCalls());
    json.put("cached_outputs", header.cachedOutputs());
    json.set("usage", usage(header.usage()));
    json.set("judge_usage", usage(header.judgeUsage()));
    json.put("software", header.software());
    return json;
  }

  static RunHeader read(Fields fields) {
    checkFormat(fields);
    Fields target = fields.object("target");
    return new RunHeader(
        fields.string("id"),
        fields.string("suite"),
        fields.optionalString("suite_file"),
        fields.string("suite_hash"),
        fields.string("dataset"),
        fields.string("dataset_hash"),
        readCounts(fields.object("planned")),
        fields.string("selection"),
        readEvaluators(fields),
        target.string("kind"),
        target.string("description"),
        target.string("version"),
        fields.optionalString("git_commit"),
        readOptions(fields.object("options")),
        fields.instant("started_at"),
        fields.optionalInstant("ended_at"),
        fields.key("status", RunHeaderJson::status, "a status of a run"),
        fields.optionalString("status_reason"),
        fields.number("target_calls"),
        fields.number("cached_outputs"),
        InteractionJson.usage(fields.json().get("usage"), "usage"),
        InteractionJson.usage(fields.json().get("judge_usage"), "judge_usage"),
        fields.string("software"),
        readNotConfigured(fields));
  }

  /** Usage as an object, empty if nothing was reported. */
  static ObjectNode usage(Usage usage) {
    ObjectNode json = Json.object();
    InteractionJson.writeAnswer(Interaction.builder().usage(usage).build(), json);
    return json.get("usage") instanceof ObjectNode written ? written : json;
  }

  private static void checkFormat(Fields fields) {
    JsonNode format = fields.json().get("format");
    if (format == null || !format.isIntegralNumber()) {
      throw new InvalidInputException(
          Problem.of("run.json", null, "the header of a run, with its format")
              .next("name a directory that assay run wrote")
              .at(fields.location()));
    }
    if (fields.number("format") > RunHeader.FORMAT) {
      throw new InvalidInputException(
          Problem.of("format", format, "at most " + RunHeader.FORMAT + " for this version of Assay")
              .next("use the version of Assay that wrote the run, or a newer one")
              .at(fields.location()));
    }
  }

  private static ObjectNode counts(Map<Partition, Integer> planned) {
    ObjectNode json = Json.object();
    byPartition(planned).forEach((p, n) -> json.put(p.key(), n.intValue()));
    return json;
  }

  private static Map<Partition, Integer> readCounts(Fields fields) {
    Map<Partition, Integer> counts = new EnumMap<>(Partition.class);
    for (String key : fields.json().propertyNames()) {
      Partition partition =
          Partition.ofKey(key).orElseThrow(() -> fields.wrong(key, "a partition"));
      counts.put(partition, fields.count(key));
    }
    return counts;
  }

  private static ArrayNode evaluators(List<EvaluatorIdentity> evaluators) {
    ArrayNode list = Json.array();
    for (EvaluatorIdentity evaluator : evaluators) {
      ObjectNode item =
          list.addObject()
              .put("name", evaluator.name())
              .put("evaluator", evaluator.evaluator())
              .put("version", evaluator.version())
              .put("higher_is_better", evaluator.higherIsBetter());
      evaluator.threshold().ifPresent(threshold -> item.put("threshold", threshold));
    }
    return list;
  }

  /** The evaluators a run went without, as {@code run.json} and summaries hold them. */
  static ArrayNode notConfigured(List<NotConfigured> missing) {
    ArrayNode list = Json.array();
    for (NotConfigured evaluator : missing) {
      list.addObject()
          .put("name", evaluator.name())
          .put("evaluator", evaluator.evaluator())
          .put("reason", evaluator.reason());
    }
    return list;
  }

  // Absent in runs of before there were any.
  private static List<NotConfigured> readNotConfigured(Fields fields) {
    List<NotConfigured> missing = new ArrayList<>();
    if (fields.json().has("not_configured")) {
      for (JsonNode json : fields.list("not_configured")) {
        Fields item = fields.item(json, "not_configured[" + missing.size() + "]");
        missing.add(
            new NotConfigured(
                item.string("name"), item.string("evaluator"), item.string("reason")));
      }
    }
    return missing;
  }

  private static List<EvaluatorIdentity> readEvaluators(Fields fields) {
    List<EvaluatorIdentity> evaluators = new ArrayList<>();
    for (JsonNode json : fields.list("evaluators")) {
      Fields item = fields.item(json, "evaluators[" + evaluators.size() + "]");
      Double threshold = item.optionalDouble("threshold");
      evaluators.add(
          new EvaluatorIdentity(
              item.string("name"),
              item.string("evaluator"),
              item.string("version"),
              item.bool("higher_is_better"),
              threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold)));
    }
    return evaluators;
  }

  private static ObjectNode options(RunOptions options) {
    ObjectNode json = Json.object();
    json.put("concurrency", options.concurrency());
    json.put("repeats", options.repeats());
    json.put("reducer", options.reducer().key());
    json.put("seed", options.seed());
    json.put("timeout_ms", options.timeout().toMillis());
    json.put("retries", options.retries());
    ObjectNode budget = json.putObject("budget");
    budget.put("total_ms", options.budget().total().toMillis());
    ObjectNode partitions = budget.putObject("partitions_ms");
    byPartition(options.budget().partitions())
        .forEach((partition, time) -> partitions.put(partition.key(), time.toMillis()));
    budget.put("cost", options.budget().cost());
    return json;
  }

  private static RunOptions readOptions(Fields fields) {
    Fields budget = fields.object("budget");
    Fields times = budget.object("partitions_ms");
    Map<Partition, Duration> partitions = new EnumMap<>(Partition.class);
    for (String key : times.json().propertyNames()) {
      Partition partition = Partition.ofKey(key).orElseThrow(() -> times.wrong(key, "a partition"));
      partitions.put(partition, Duration.ofMillis(times.number(key)));
    }
    return new RunOptions(
        Math.max(1, fields.count("concurrency")),
        Math.max(1, fields.count("repeats")),
        fields.key("reducer", RunHeaderJson::reducer, "mean, all, any or pass@k"),
        fields.number("seed"),
        Duration.ofMillis(fields.number("timeout_ms")),
        fields.count("retries"),
        new Budget(
            partitions,
            Duration.ofMillis(budget.number("total_ms")),
            budget.optionalDouble("cost")));
  }

  private static Optional<Reducer> reducer(String key) {
    if (key.matches("pass@[1-9][0-9]{0,8}")) {
      return Optional.of(
          new Reducer(Reducer.Kind.PASS_AT_K, Integer.parseInt(key.substring("pass@".length()))));
    }
    return Arrays.stream(Reducer.Kind.values())
        .filter(kind -> kind != Reducer.Kind.PASS_AT_K)
        .map(kind -> new Reducer(kind, 1))
        .filter(reducer -> reducer.key().equals(key))
        .findFirst();
  }

  private static Optional<RunStatus> status(String key) {
    return Arrays.stream(RunStatus.values()).filter(s -> s.key().equals(key)).findFirst();
  }

  // In the order of the partitions; a copy constructor would refuse an empty map.
  private static <V> EnumMap<Partition, V> byPartition(Map<Partition, V> map) {
    EnumMap<Partition, V> typed = new EnumMap<>(Partition.class);
    typed.putAll(map);
    return typed;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
