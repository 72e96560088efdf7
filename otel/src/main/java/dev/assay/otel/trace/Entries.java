package dev.assay.otel.trace;

import dev.assay.otel.span.GenAiKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides a trace into interactions: one for each topmost agent or chain, and one for the models
 * that share a parent without being in one. What else stands topmost, such as a retrieval, goes
 * with the interaction that follows it under the same ancestor.
 */
final class Entries {

  private static final int HIGHEST_CLIMB = 32;
  private static final Comparator<Entry> BY_START =
      Comparator.comparingLong(Entry::startNanos).thenComparing(Entry::key);

  private final Map<String, Entry> byKey = new LinkedHashMap<>();
  private final Map<Node, Entry> byTop = new HashMap<>();
  private final Map<String, List<Entry>> byAncestor = new HashMap<>();
  private final List<Node> unowned = new ArrayList<>(0);

  Entries(SpanTree tree) {
    List<Node> loose = new ArrayList<>(0);
    for (Node node : tree.nodes()) {
      if (node.genAi() && node.top == node && !node.judged) {
        found(node, loose);
      }
    }
    Map<Node, Entry> attached = new HashMap<>(0);
    bounds(tree);
    for (Node node : loose) {
      Entry entry = nearest(node);
      if (entry != null) {
        attached.put(node, entry);
      }
    }
    byTop.putAll(attached);
    for (Node node : tree.nodes()) {
      Entry entry = node.genAi() && !node.judged ? byTop.get(node.top) : null;
      if (entry == null) {
        unowned.add(node);
      } else if (attached.containsKey(node.top)) {
        entry.add(node);
      }
    }
    for (Entry entry : byKey.values()) {
      if (entry.members().size() > 1) {
        entry.members().sort(SpanTree.IN_TIME);
      }
    }
  }

  private void found(Node top, List<Node> loose) {
    GenAiKind kind = top.span.kind();
    if (!kind.frames() && kind != GenAiKind.LLM) {
      loose.add(top);
      return;
    }
    Entry entry;
    if (kind.frames()) {
      entry = Entry.ofFrame(top);
      byKey.put("frame " + entry.key(), entry);
    } else {
      String group = Entry.groupKey(top);
      entry = byKey.computeIfAbsent("models " + group, key -> Entry.ofModels(top));
    }
    byTop.put(top, entry);
    register(entry, top);
  }

  // By the parent, which need not have come, and by those above it, as far as they stand for
  // nothing.
  private void register(Entry entry, Node top) {
    String parent = top.span.parentSpanId();
    Node above = top.parent;
    for (int climb = 0; parent != null && climb < HIGHEST_CLIMB; climb++) {
      List<Entry> entries = byAncestor.computeIfAbsent(parent, id -> new ArrayList<>());
      if (entries.isEmpty() || entries.get(entries.size() - 1) != entry) {
        entries.add(entry);
      }
      parent = above == null ? null : above.span.parentSpanId();
      above = above == null ? null : above.parent;
    }
  }

  private void bounds(SpanTree tree) {
    for (Node node : tree.nodes()) {
      Entry entry = node.genAi() && !node.judged ? byTop.get(node.top) : null;
      if (entry != null) {
        entry.add(node);
      }
    }
  }

  private @Nullable Entry nearest(Node loose) {
    String parent = loose.span.parentSpanId();
    Node above = loose.parent;
    for (int climb = 0; parent != null && climb < HIGHEST_CLIMB; climb++) {
      List<Entry> entries = byAncestor.get(parent);
      if (entries != null) {
        return nearest(loose, entries);
      }
      parent = above == null ? null : above.span.parentSpanId();
      above = above == null ? null : above.parent;
    }
    return null;
  }

  // The one around it, else the next, else the last before.
  private static Entry nearest(Node loose, List<Entry> entries) {
    long start = loose.span.startNanos();
    Entry best = entries.get(0);
    for (Entry entry : entries) {
      if (rank(entry, start) < rank(best, start)) {
        best = entry;
      } else if (rank(entry, start) == rank(best, start)) {
        best = closer(entry, best, start);
      }
    }
    return best;
  }

  private static int rank(Entry entry, long start) {
    if (entry.startNanos() <= start && start <= entry.endNanos()) {
      return 0;
    }
    return entry.startNanos() > start ? 1 : 2;
  }

  private static Entry closer(Entry one, Entry other, long start) {
    long far = Math.abs(one.startNanos() - start);
    long further = Math.abs(other.startNanos() - start);
    if (far == further) {
      return one.key().compareTo(other.key()) < 0 ? one : other;
    }
    return far < further ? one : other;
  }

  /** The interactions, in order of their start. */
  List<Entry> all() {
    List<Entry> all = new ArrayList<>(byKey.size());
    for (Entry entry : byKey.values()) {
      if (entry.exchange()) {
        all.add(entry);
      }
    }
    if (all.size() > 1) {
      all.sort(BY_START);
    }
    return all;
  }

  /** The spans that belong to no interaction. */
  List<Node> unowned() {
    return unowned;
  }
}
