package dev.assay.server.pipeline;

import java.util.HashMap;
import java.util.Map;

/**
 * Values of which many are alike, each once in memory. Bounded; for one thread.
 *
 * @param <T> immutable
 */
final class Shared<T> {

  private static final int MOST = 4_096;

  private final Map<T, T> known = new HashMap<>();

  /** The first of all that equal a value. */
  T one(T value) {
    if (known.size() >= MOST) {
      known.clear();
    }
    T before = known.putIfAbsent(value, value);
    return before == null ? value : before;
  }
}
