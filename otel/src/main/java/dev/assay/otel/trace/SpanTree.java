package dev.assay.otel.trace;

import dev.assay.otel.span.GenAiSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The spans of a trace by parent, made a forest whatever their parents say. */
final class SpanTree {

  /** In order of time, parents before children that start with them. */
  static final Comparator<Node> IN_TIME =
      Comparator.comparingLong((Node node) -> node.span.startNanos())
          .thenComparing(node -> -node.span.endNanos())
          .thenComparing(node -> node.span.spanId());

  private final List<Node> nodes;

  SpanTree(Collection<GenAiSpan> spans) {
    nodes = new ArrayList<>(spans.size());
    if (spans.size() == 1) {
      // Most traces: there is nobody to take anything over from.
      Node only = new Node(spans.iterator().next());
      only.inherit();
      nodes.add(only);
      return;
    }
    Map<String, Node> byId = new HashMap<>();
    for (GenAiSpan span : spans) {
      Node node = new Node(span);
      nodes.add(node);
      byId.put(span.spanId(), node);
    }
    nodes.sort(IN_TIME);
    for (Node node : nodes) {
      Node parent = byId.get(String.valueOf(node.span.parentSpanId()));
      node.parent = parent == node ? null : parent;
    }
    cutCycles();
    topDown().forEach(Node::inherit);
    spread(node -> node.conversation, (node, value) -> node.conversation = value);
    spread(node -> node.user, (node, value) -> node.user = value);
  }

  /** All spans in order of time. */
  List<Node> nodes() {
    return nodes;
  }

  // A circle of parents is cut above its earliest span.
  private void cutCycles() {
    Set<Node> sound = new HashSet<>();
    for (Node start : nodes) {
      Set<Node> path = new HashSet<>();
      Node at = start;
      while (at != null && !sound.contains(at) && path.add(at)) {
        at = at.parent;
      }
      if (at != null && !sound.contains(at)) {
        earliestOfCircle(at).parent = null;
      }
      sound.addAll(path);
    }
  }

  private static Node earliestOfCircle(Node member) {
    Node earliest = member;
    for (Node at = member.parent; at != null && at != member; at = at.parent) {
      earliest = IN_TIME.compare(at, earliest) < 0 ? at : earliest;
    }
    return earliest;
  }

  private List<Node> topDown() {
    Map<Node, List<Node>> children = new HashMap<>();
    Deque<Node> open = new ArrayDeque<>();
    for (Node node : nodes) {
      if (node.parent == null) {
        open.add(node);
      } else {
        children.computeIfAbsent(node.parent, parent -> new ArrayList<>()).add(node);
      }
    }
    List<Node> order = new ArrayList<>(nodes.size());
    while (!open.isEmpty()) {
      Node node = open.remove();
      order.add(node);
      open.addAll(children.getOrDefault(node, List.of()));
    }
    return order;
  }

  // What only one span names, such as the conversation, holds for the whole trace.
  private void spread(Function<Node, @Nullable String> get, Setter set) {
    Set<String> known = new HashSet<>();
    nodes.stream().map(get).filter(Objects::nonNull).forEach(known::add);
    if (known.size() == 1) {
      String only = known.iterator().next();
      nodes.stream().filter(node -> get.apply(node) == null).forEach(node -> set.set(node, only));
    }
  }

  private interface Setter {
    void set(Node node, String value);
  }
}
