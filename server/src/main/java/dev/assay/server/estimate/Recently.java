package dev.assay.server.estimate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read a short while ago. Safe for use by several threads: one reads, others that ask for
 * the same wait for it.
 *
 * @param <K> what is read
 * @param <V> what it was; not to be changed
 * @since 0.1
 */
public final class Recently<K, V> {

  private final int most;
  private final long holdsNanos;
  private final Map<K, Kept<V>> kept = new LinkedHashMap<>();

  /**
   * Keeps a few.
   *
   * @param most how many
   * @param holds how old one may be
   */
  public Recently(int most, Duration holds) {
    this.most = most;
    this.holdsNanos = holds.toNanos();
  }

  private static final class Kept<V> {

    private @Nullable V value;
    private long at;

    synchronized V get(long holdsNanos, Supplier<V> reading) {
      V found = value;
      if (found == null || System.nanoTime() - at > holdsNanos) {
        found = reading.get();
        value = found;
        at = System.nanoTime();
      }
      return found;
    }
  }

  /** What is kept, or is read now. */
  public V get(K key, Supplier<V> reading) {
    Kept<V> mine;
    synchronized (kept) {
      mine = kept.computeIfAbsent(key, any -> new Kept<>());
      if (kept.size() > most) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return mine.get(holdsNanos, reading);
  }
}
