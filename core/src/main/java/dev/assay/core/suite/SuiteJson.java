package dev.assay.core.suite;

import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.core.run.Budget;
import dev.assay.core.run.RunOptions;
import dev.assay.core.verdict.PolicyConfig;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a built suite says, in the shape of a suite file. */
final class SuiteJson {

  private SuiteJson() {}

  static ObjectNode of(SuiteBuilder suite, SuiteTarget target) {
    ObjectNode json = Json.object();
    json.put("name", suite.name);
    ArrayNode datasets = json.putArray("dataset");
    for (DatasetSource source : suite.datasets) {
      ObjectNode item = datasets.addObject().put("path", source.path().toString());
      if (source.mapping() != null) {
        item.set("mapping", source.mapping());
      }
      if (source.partition() != null) {
        item.put("partition", source.partition().key());
      }
    }
    if (suite.dataset != null) {
      datasets.addObject().put("name", suite.dataset.name());
    }
    if (target instanceof SuiteTarget.Configured configured) {
      json.putObject("target").set(configured.spec().kind(), configured.spec().config());
    } else if (target instanceof SuiteTarget.Given given) {
      json.putObject("target").put("java", given.target().getClass().getName());
    }
    if (!suite.models.isEmpty()) {
      ObjectNode models = json.putObject("models");
      suite.models.forEach(models::set);
    }
    if (suite.prices != null) {
      json.put("prices", suite.prices.toString());
    }
    ArrayNode evaluators = json.putArray("evaluators");
    suite.evaluators.forEach(evaluator -> evaluators.add(evaluator.toJson()));
    ObjectNode policy = json.putObject("policy");
    for (PolicyConfig.Setting setting : suite.policy.settings()) {
      Partition partition = setting.partition();
      String key = partition == null ? "default" : partition.key();
      ObjectNode here = policy.withObjectProperty(key);
      setting
          .threshold()
          .ifPresentOrElse(
              t -> here.put(setting.evaluator(), t), () -> here.put(setting.evaluator(), "off"));
    }
    json.set("gate", suite.gate.toJson());
    options(suite.options, json);
    return json;
  }

  private static void options(RunOptions options, ObjectNode json) {
    json.put("concurrency", options.concurrency());
    json.put("repeats", options.repeats());
    json.put("reducer", options.reducer().key());
    json.put("seed", options.seed());
    json.put("timeout", options.timeout().toMillis() + "ms");
    json.put("retries", options.retries());
    Budget budget = options.budget();
    ObjectNode limits = json.putObject("budget");
    new TreeMap<>(budget.partitions())
        .forEach((partition, time) -> limits.put(partition.key(), time.toMillis() + "ms"));
    limits.put("total", budget.total().toMillis() + "ms");
    if (budget.cost() != null) {
      limits.put("cost", budget.cost());
    }
  }
}
