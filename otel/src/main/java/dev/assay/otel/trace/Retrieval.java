package dev.assay.otel.trace;

import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.otel.span.Document;
import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiMessage;
import dev.assay.otel.span.GenAiMessage.Part;
import dev.assay.otel.span.Messages;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The context of an answer: what the newest retrieval before the model's call found, reranked if it
 * was, under the nearest agent or chain that has any; and what tools gave to the model. Where no
 * model is known, the newest retrieval of the agent or chain.
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
    Node call = answer.counted();
    List<Node> before =
        found(searches).filter(s -> s.span.endNanos() <= call.span.startNanos()).toList();
    return passages(newest(frame(call), before), answer.input());
  }

  /**
   * The passages behind what an agent or chain says of which no model is known.
   *
   * @param frame the agent's or chain's span
   * @param searches as for an answer
   */
  static List<Passage> passages(Node frame, List<Node> searches) {
    return passages(newest(frame, found(searches).toList()), frame.span.inputMessages());
  }

  private static Stream<Node> found(List<Node> searches) {
    return searches.stream().filter(search -> search.span.documents() != null);
  }

  private static List<Passage> passages(List<Node> searches, Messages heard) {
    Set<Passage> passages = new LinkedHashSet<>();
    for (Node search : searches) {
      for (Document document : search.span.documentList()) {
        String text = document.content() == null ? "" : document.content();
        add(passages, new Passage(document.id(), text, document.score()));
      }
    }
    for (GenAiMessage message : heard.messages()) {
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

  private static List<Node> newest(@Nullable Node nearest, List<Node> before) {
    Node frame = nearest;
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
