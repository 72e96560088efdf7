package dev.assay.server.web.interaction;

import dev.assay.server.store.Evaluation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who can be asked for one more opinion.
 *
 * @param ready evaluators that have not scored it yet
 * @param missing evaluators that lack something, and what
 */
record Askable(List<String> ready, List<String> missing) {

  static Askable of(List<ObjectNode> configured, List<Evaluation> evaluations) {
    List<String> ready = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ObjectNode each : configured) {
      String name = each.path("name").asString("");
      if (!each.path("configured").asBoolean(false)) {
        missing.add(name + ": " + each.path("reason").asString("not configured"));
      } else if (each.path("looks_at").asString("").equals("sample")
          && evaluations.stream().noneMatch(found -> isOf(found, each))) {
        ready.add(name);
      }
    }
    return new Askable(ready, missing);
  }

  private static boolean isOf(Evaluation found, ObjectNode evaluator) {
    return found.value() != null
        && found.evaluator().equals(evaluator.path("name").asString(""))
        && found.version().equals(evaluator.path("version").asString(""));
  }
}
