package dev.assay.otel.trace;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.Opinions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the spans of a trace into what it shows. */
final class Assembler {

  private final String traceId;
  private final SpanTree tree;
  private final Detail detail;

  Assembler(String traceId, List<GenAiSpan> spans, Detail detail) {
    this.traceId = traceId;
    this.tree = new SpanTree(spans);
    this.detail = detail;
  }

  AssembledTrace assembled(List<Opinions> opinions, AssembledTrace.Counts counts) {
    Entries entries = new Entries(tree);
    List<Node> searches = searches(entries.unowned());
    List<ObservedInteraction> interactions = new ArrayList<>();
    Map<String, String> owners = new HashMap<>(2 * tree.nodes().size());
    for (Entry entry : entries.all()) {
      String id = traceId + "-" + entry.key();
      interactions.add(new InteractionAssembly(traceId, entry, searches, detail).observed(id));
      entry.members().forEach(node -> owners.put(node.span.spanId(), id));
    }
    return new AssembledTrace(
        traceId, interactions, signals(opinions), scores(opinions), owners, counts);
  }

  private static List<Node> searches(List<Node> nodes) {
    List<Node> searches = new ArrayList<>(0);
    for (Node node : nodes) {
      GenAiKind kind = node.span.kind();
      if (!node.judged && (kind == GenAiKind.RETRIEVER || kind == GenAiKind.RERANKER)) {
        searches.add(node);
      }
    }
    return searches;
  }

  private List<Signal> signals(List<Opinions> opinions) {
    Map<String, Signal> signals = new LinkedHashMap<>(0);
    for (Node node : tree.nodes()) {
      node.span.signals().forEach(one -> signals.put(one.id(), one));
    }
    for (Opinions all : opinions) {
      all.signals().forEach(one -> signals.put(one.id(), one));
    }
    // Most traces have none.
    if (signals.isEmpty()) {
      return List.of();
    }
    return signals.values().stream()
        .sorted(Comparator.comparing(Signal::at).thenComparing(Signal::id))
        .toList();
  }

  private List<ExternalScore> scores(List<Opinions> opinions) {
    Map<String, ExternalScore> scores = new LinkedHashMap<>(0);
    for (Node node : tree.nodes()) {
      node.span.scores().forEach(one -> scores.put(one.id(), one));
    }
    for (Opinions all : opinions) {
      all.scores().forEach(one -> scores.put(one.id(), one));
    }
    if (scores.isEmpty()) {
      return List.of();
    }
    return scores.values().stream()
        .sorted(Comparator.comparing(ExternalScore::at).thenComparing(ExternalScore::id))
        .toList();
  }
}
