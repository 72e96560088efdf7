package dev.assay.otel.trace;

import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.otel.span.Document;
import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiMessage;
import dev.assay.otel.span.GenAiMessage.Part;
import dev.assay.otel.span.GenAiSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The context of an answer: what the newest retrieval before the model's call found, reranked if it
 * was, under the nearest agent or chain that has any; and what tools gave to the model.
 */
final class Retrieval {

  private static final int MOST_PASSAGES = 2_000;
  private static final int HIGHEST_CLIMB = 64;
  private static final Comparator<Node> NEWEST =
      Comparator.comparingLong((Node node) -> node.span.endNanos())
          .thenComparing(node -> node.span.spanId());

  private Retrieval() {}

  /**
   * The passages behind an answer.
   *
   * @param answer the call that answered
   * @param searches retrievals and rerankings of the interaction, and those of the trace that
   *     belong to none
   */
  static List<Passage> passages(Call answer, List<Node> searches) {
    Set<Passage> passages = new LinkedHashSet<>();
    for (Node search : newest(answer, searches)) {
      for (Document document : search.span.documentList()) {
        String text = document.content() == null ? "" : document.content();
        add(passages, new Passage(document.id(), text, document.score()));
      }
    }
    for (GenAiMessage message : answer.input().messages()) {
      for (Part part : message.parts()) {
        if (part.type() == Part.Type.TOOL_RESULT && part.json() != null) {
          String text =
              part.json().isString() ? part.json().stringValue() : Json.write(part.json());
          String tool = part.id() != null ? part.id() : part.name();
          add(passages, new Passage("tool:" + (tool == null ? "" : tool), text, null));
        }
      }
    }
    return List.copyOf(passages);
  }

  private static void add(Set<Passage> passages, Passage passage) {
    if (passages.size() < MOST_PASSAGES) {
      passages.add(passage);
    }
  }

  private static List<Node> newest(Call answer, List<Node> searches) {
    Node call = answer.counted();
    List<Node> before = new ArrayList<>();
    for (Node search : searches) {
      GenAiSpan span = search.span;
      if (span.endNanos() <= call.span.startNanos() && span.documents() != null) {
        before.add(search);
      }
    }
    Node frame = frame(call);
    for (int climb = 0; frame != null && climb < HIGHEST_CLIMB; climb++) {
      Node level = frame;
      List<Node> under = before.stream().filter(search -> inside(search, level)).toList();
      if (!under.isEmpty()) {
        return together(under);
      }
      frame = frame(frame);
    }
    return together(before);
  }

  private static @Nullable Node frame(Node node) {
    Node above = node.above;
    while (above != null && !above.span.kind().frames()) {
      above = above.above;
    }
    return above;
  }

  private static boolean inside(Node node, Node frame) {
    Node above = node.above;
    for (int climb = 0; above != null && climb < HIGHEST_CLIMB; climb++) {
      if (above == frame) {
        return true;
      }
      above = above.above;
    }
    return false;
  }

  // The newest with those that ran beside it; a reranking stands for what it reranked.
  private static List<Node> together(List<Node> searches) {
    Node reranking = last(searches, GenAiKind.RERANKER);
    Node retrieval = last(searches, GenAiKind.RETRIEVER);
    if (retrieval == null || (reranking != null && NEWEST.compare(reranking, retrieval) > 0)) {
      return reranking == null ? List.of() : List.of(reranking);
    }
    Set<Node> beside = new HashSet<>();
    for (Node search : searches) {
      if (search.span.kind() == GenAiKind.RETRIEVER
          && search.span.endNanos() > retrieval.span.startNanos()) {
        beside.add(search);
      }
    }
    beside.add(retrieval);
    return beside.stream()
        .filter(search -> search.above == null || !beside.contains(search.above))
        .sorted(SpanTree.IN_TIME)
        .toList();
  }

  private static @Nullable Node last(List<Node> searches, GenAiKind kind) {
    return searches.stream().filter(search -> search.span.kind() == kind).max(NEWEST).orElse(null);
  }
}
