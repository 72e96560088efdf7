package dev.assay.core.evaluation;

import dev.assay.core.calibration.MemberNames;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.json.Json;
import dev.assay.core.run.RunHeader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * An evaluator, or a member of a set, as calibrations know it.
 *
 * @param path its name; of a member of a set as {@link MemberNames} gives it
 * @param name its own name in the suite or the set
 * @param version its version
 * @param judged whether a model judges
 */
record Instrument(String path, String name, String version, boolean judged) {

  /** The evaluators of a suite, each followed by its members. */
  static List<Instrument> of(List<BoundEvaluator> evaluators) {
    List<Instrument> all = new ArrayList<>();
    evaluators.forEach(evaluator -> add(evaluator, evaluator.name(), all));
    return all;
  }

  private static void add(BoundEvaluator evaluator, String path, List<Instrument> all) {
    all.add(
        new Instrument(
            path, evaluator.name(), evaluator.version(), evaluator.definition().judged()));
    MemberNames names = new MemberNames(path);
    for (BoundEvaluator member : evaluator.members()) {
      add(member, names.next(member.name()), all);
    }
  }

  /** Those of a run that kept none: without members of sets. */
  static List<Instrument> of(RunHeader header, EvaluatorRegistry registry) {
    return header.evaluators().stream()
        .map(
            evaluator ->
                new Instrument(
                    evaluator.name(),
                    evaluator.name(),
                    evaluator.version(),
                    registry
                        .find(evaluator.evaluator())
                        .map(EvaluatorDefinition::judged)
                        .orElse(false)))
        .toList();
  }

  static ArrayNode toJson(List<Instrument> instruments) {
    ArrayNode json = Json.array();
    for (Instrument instrument : instruments) {
      json.addObject()
          .put("path", instrument.path)
          .put("name", instrument.name)
          .put("version", instrument.version)
          .put("judged", instrument.judged);
    }
    return json;
  }

  static List<Instrument> read(JsonNode json) {
    List<Instrument> instruments = new ArrayList<>();
    for (JsonNode item : json) {
      instruments.add(
          new Instrument(
              item.path("path").asString(""),
              item.path("name").asString(""),
              item.path("version").asString(""),
              item.path("judged").asBoolean(false)));
    }
    return instruments;
  }
}
