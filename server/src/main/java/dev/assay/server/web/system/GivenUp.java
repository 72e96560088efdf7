package dev.assay.server.web.system;

import dev.assay.server.store.WorkItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Evaluation that was given up, latest first.
 *
 * @param groups by evaluator and version, those with most first
 * @param latest the last of them
 * @param total how many there are
 */
record GivenUp(List<Group> groups, List<WorkItem> latest, long total) {

  private static final int SHOWN = 25;

  GivenUp {
    groups = List.copyOf(groups);
    latest = List.copyOf(latest);
  }

  /**
   * That of one evaluator.
   *
   * @param evaluator which; hostile
   * @param count how many units
   * @param error what went wrong last; hostile
   */
  record Group(String evaluator, int count, String error) {}

  static GivenUp of(List<WorkItem> dead, long total) {
    Map<String, List<WorkItem>> byEvaluator = new LinkedHashMap<>();
    for (WorkItem each : dead) {
      byEvaluator.computeIfAbsent(each.evaluator(), any -> new ArrayList<>()).add(each);
    }
    List<Group> groups = new ArrayList<>();
    byEvaluator.forEach(
        (evaluator, items) ->
            groups.add(
                new Group(
                    evaluator,
                    items.size(),
                    Objects.requireNonNullElse(items.get(0).lastError(), "not told"))));
    groups.sort((a, b) -> Integer.compare(b.count(), a.count()));
    return new GivenUp(groups, dead.subList(0, Math.min(SHOWN, dead.size())), total);
  }
}
