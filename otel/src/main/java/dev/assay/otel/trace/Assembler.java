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
    Map<String, String> owners = new HashMap<>();
    for (Entry entry : entries.all()) {
      String id = traceId + "-" + entry.key();
      interactions.add(new InteractionAssembly(traceId, entry, searches, detail).observed(id));
      entry.members().forEach(node -> owners.put(node.span.spanId(), id));
    }
    return new AssembledTrace(
        traceId, interactions, signals(opinions), scores(opinions), owners, counts);
  }

  private static List<Node> searches(List<Node> nodes) {
    return nodes.stream()
        .filter(node -> !node.judged)
        .filter(
            node ->
                node.span.kind() == GenAiKind.RETRIEVER || node.span.kind() == GenAiKind.RERANKER)
        .toList();
  }

  private List<Signal> signals(List<Opinions> opinions) {
    Map<String, Signal> signals = new LinkedHashMap<>();
    tree.nodes().forEach(node -> node.span.signals().forEach(one -> signals.put(one.id(), one)));
    opinions.forEach(all -> all.signals().forEach(one -> signals.put(one.id(), one)));
    return signals.values().stream()
        .sorted(Comparator.comparing(Signal::at).thenComparing(Signal::id))
        .toList();
  }

  private List<ExternalScore> scores(List<Opinions> opinions) {
    Map<String, ExternalScore> scores = new LinkedHashMap<>();
    tree.nodes().forEach(node -> node.span.scores().forEach(one -> scores.put(one.id(), one)));
    opinions.forEach(all -> all.scores().forEach(one -> scores.put(one.id(), one)));
    return scores.values().stream()
        .sorted(Comparator.comparing(ExternalScore::at).thenComparing(ExternalScore::id))
        .toList();
  }
}
