package dev.assay.server.pipeline;

import dev.assay.core.interaction.Subject;
import dev.assay.server.store.InteractionRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came for interactions that nobody knows yet, by whichever id names them. Bounded; what there
 * is no room for stays stored without an interaction. For one thread.
 *
 * @param <T> signals, or scores from outside
 */
final class Pending<T> {

  private final int most;
  private final LinkedHashMap<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<String, T> values = new HashMap<>();
  private final Map<String, List<String>> byName = new HashMap<>();

  Pending(int most) {
    this.most = most;
  }

  /** Holds something until its interaction is known. */
  void add(String id, Subject subject, T value) {
    if (values.put(id, value) != null) {
      return;
    }
    subjects.put(id, subject);
    for (String name : names(subject)) {
      byName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(id);
    }
    Iterator<String> oldest = subjects.keySet().iterator();
    while (subjects.size() > most) {
      remove(oldest.next());
      oldest = subjects.keySet().iterator();
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean has(String id) {
    return values.containsKey(id);
  }

  int size() {
    return values.size();
  }

  /** Takes out what turns out to be about an interaction. */
  List<T> take(InteractionRow row) {
    if (values.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    names.add("i" + row.key().id());
    add(names, "t", row.links().traceId());
    add(names, "r", row.links().responseId());
    add(names, "c", row.links().conversation());
    List<T> taken = new ArrayList<>();
    for (String name : names) {
      for (String id : List.copyOf(byName.getOrDefault(name, List.of()))) {
        T value = values.get(id);
        if (value != null) {
          taken.add(value);
          remove(id);
        }
      }
    }
    return taken;
  }

  private static void add(List<String> names, String kind, @Nullable String id) {
    if (id != null) {
      names.add(kind + id);
    }
  }

  // By the id that says most: what names an interaction is not also meant for its conversation.
  private static List<String> names(Subject subject) {
    List<String> names = new ArrayList<>();
    add(names, "i", subject.interactionId());
    if (names.isEmpty()) {
      add(names, "t", subject.traceId());
    }
    if (names.isEmpty()) {
      add(names, "r", subject.responseId());
    }
    if (names.isEmpty()) {
      add(names, "c", subject.conversation());
    }
    return names;
  }

  private void remove(String id) {
    values.remove(id);
    Subject subject = subjects.remove(id);
    if (subject == null) {
      return;
    }
    for (String name : names(subject)) {
      List<String> ids = byName.get(name);
      if (ids != null) {
        ids.remove(id);
        if (ids.isEmpty()) {
          byName.remove(name);
        }
      }
    }
  }
}
