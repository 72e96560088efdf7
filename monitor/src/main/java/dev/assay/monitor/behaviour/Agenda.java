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
  private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000 - 1;

  /** Times are milliseconds, rounded up: there are many of these. */
  private record Entry(long atMillis, long number, String key) {

    static final Comparator<Entry> FIRST =
        (one, other) ->
            one.atMillis == other.atMillis
                ? Long.compare(one.number, other.number)
                : Long.compare(one.atMillis, other.atMillis);
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(Entry.FIRST);
  private long number;

  void add(Instant at, String key) {
    entries.add(new Entry(millis(at), number++, key));
  }

  /** Takes out the first that is due by then; of those due at once the one added first. */
  @Nullable String next(Instant now) {
    Entry first = entries.peek();
    if (first == null || first.atMillis > now.toEpochMilli()) {
      return null;
    }
    entries.poll();
    return first.key;
  }

  private static long millis(Instant at) {
    if (at.getEpochSecond() > MOST_SECONDS) {
      return Long.MAX_VALUE;
    }
    long millis = at.toEpochMilli();
    return at.getNano() % 1_000_000 == 0 ? millis : millis + 1;
  }

  /** Whether more than half of the entries are about what is gone. */
  boolean crowded(int alive) {
    return entries.size() > FEW + 2 * alive;
  }

  void clear() {
    entries.clear();
  }
}
