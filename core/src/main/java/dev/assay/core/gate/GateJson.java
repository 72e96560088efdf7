package dev.assay.core.gate;

import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form of a gate in {@code run.json}. */
final class GateJson {

  private GateJson() {}

  static ObjectNode write(GateConfig config) {
    ObjectNode json = Json.object();
    for (GateConfig.Requirement requirement : config.requirements()) {
      ObjectNode item = json.putObject(requirement.partition().key());
      item.put("pass_rate", requirement.passRate());
      item.put("min_coverage", requirement.minCoverage());
      item.put("where_present", requirement.wherePresent());
    }
    return json;
  }

  static GateConfig read(JsonNode json) {
    List<GateConfig.Requirement> requirements = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      Partition partition =
          Partition.ofKey(entry.getKey())
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          Problem.of("gate_config", entry.getKey(), "a partition")
                              .next(Nearest.advice(entry.getKey(), Partition.keys()))));
      JsonNode item = entry.getValue();
      requirements.add(
          new GateConfig.Requirement(
              partition,
              share(item, partition, "pass_rate"),
              share(item, partition, "min_coverage"),
              item.path("where_present").asBoolean(false)));
    }
    return new GateConfig(requirements);
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
