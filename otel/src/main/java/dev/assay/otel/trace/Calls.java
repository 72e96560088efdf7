package dev.assay.otel.trace;

import dev.assay.otel.span.GenAiKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The model calls among some spans, each once.
 *
 * <p>Two instrumentations may wrap one call: a span of a model with one of a model right inside it,
 * or two with the same id of the answer, are one call. A span of a model around several is their
 * sum, and no call of its own.
 */
final class Calls {

  private static final String RETRIEVED = "fetch_response";

  private Calls() {}

  /** The calls, in order of time. */
  static List<Call> of(List<Node> members) {
    List<Node> models = new ArrayList<>();
    for (Node node : members) {
      if (node.span.kind() == GenAiKind.LLM) {
        models.add(node);
      }
    }
    if (models.isEmpty()) {
      return List.of();
    }
    if (models.size() == 1 && around(models.get(0)) == null) {
      return List.of(new Call(models));
    }
    Map<Node, List<Node>> inside = new HashMap<>();
    for (Node node : models) {
      Node around = around(node);
      if (around != null) {
        inside.computeIfAbsent(around, outer -> new ArrayList<>()).add(node);
      }
    }
    List<List<Node>> reports = new ArrayList<>();
    for (Node node : models) {
      if (!inside.containsKey(node)) {
        reports.add(nested(node, inside));
      }
    }
    return sameAnswer(reports).stream()
        .map(Call::new)
        .sorted(Comparator.comparing(Call::counted, SpanTree.IN_TIME))
        .toList();
  }

  // The model's span right around this one, through spans that stand for nothing.
  private static @Nullable Node around(Node node) {
    Node above = node.above;
    boolean model = above != null && above.span.kind() == GenAiKind.LLM;
    if (above == null || !model) {
      return null;
    }
    String answer = node.span.responseId();
    boolean same = answer != null && answer.equals(above.span.responseId());
    return same || node.within(above) ? above : null;
  }

  private static List<Node> nested(Node innermost, Map<Node, List<Node>> inside) {
    List<Node> reports = new ArrayList<>(List.of(innermost));
    Set<Node> seen = new HashSet<>(reports);
    Node outer = around(innermost);
    while (outer != null && seen.add(outer) && inside.getOrDefault(outer, List.of()).size() == 1) {
      reports.add(outer);
      outer = around(outer);
    }
    return reports;
  }

  private static List<List<Node>> sameAnswer(List<List<Node>> reports) {
    Map<String, List<Node>> byAnswer = new LinkedHashMap<>();
    int nameless = 0;
    for (List<Node> report : reports) {
      String answer = null;
      for (Node node : report) {
        boolean told = answer == null && !RETRIEVED.equals(node.span.operation());
        answer = told ? node.span.responseId() : answer;
      }
      // No id of an answer begins so.
      String key = answer == null ? "\0" + nameless++ : answer;
      byAnswer.computeIfAbsent(key, same -> new ArrayList<>()).addAll(report);
    }
    return List.copyOf(byAnswer.values());
  }
}
