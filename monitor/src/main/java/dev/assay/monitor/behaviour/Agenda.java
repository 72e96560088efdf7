package dev.assay.monitor.behaviour;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Whom to look at when. An entry is never taken back: whoever is due decides what is left to do.
 * Where most entries are about what is gone, it is to be made anew.
 */
final class Agenda {

  private static final int FEW = 1_000;

  private record Entry(Instant at, long number, String key) {

    static final Comparator<Entry> FIRST =
        (one, other) -> {
          int order = one.at.compareTo(other.at);
          return order == 0 ? Long.compare(one.number, other.number) : order;
        };
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(Entry.FIRST);
  private long number;

  void add(Instant at, String key) {
    entries.add(new Entry(at, number++, key));
  }

  /** Takes out the first that is due by then; of those due at once the one added first. */
  @Nullable String next(Instant now) {
    Entry first = entries.peek();
    if (first == null || first.at.isAfter(now)) {
      return null;
    }
    entries.poll();
    return first.key;
  }

  /** Whether more than half of the entries are about what is gone. */
  boolean crowded(int alive) {
    return entries.size() > FEW + 2 * alive;
  }

  void clear() {
    entries.clear();
  }
}
