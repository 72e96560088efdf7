package dev.assay.server.run;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What was made lately, as long as there is room for it. Safe for use by several threads. */
final class Recent<K, V> {

  private final int most;
  private final Map<K, SoftReference<V>> kept = new LinkedHashMap<>(16, 0.75f, true);

  Recent(int most) {
    this.most = most;
  }

  // One at a time: panels of a page ask for the same at once, and one of them makes it.
  synchronized V get(K key, Supplier<V> making) {
    SoftReference<V> found = kept.get(key);
    V value = found == null ? null : found.get();
    if (value == null) {
      value = making.get();
      kept.put(key, new SoftReference<>(value));
      if (kept.size() > most) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return value;
  }
}
