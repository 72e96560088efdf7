package dev.assay.server.api.metrics;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A number by kind, of which not all kinds are known from the start. As kinds may be named by
 * whoever writes the configuration, there is a bound on how many are shown apart.
 */
final class Family {

  static final String OTHER = "other";
  private static final int MOST = 100;

  private final String tag;
  private final Supplier<Map<String, Double>> byKind;
  private final BiConsumer<Supplier<Number>, String[]> show;
  private final Set<String> shown = new LinkedHashSet<>();
  private boolean others;

  /**
   * A family of which nothing is shown yet.
   *
   * @param show shows a number under a tag's name and value
   */
  Family(
      String tag,
      Supplier<Map<String, Double>> byKind,
      BiConsumer<Supplier<Number>, String[]> show) {
    this.tag = tag;
    this.byKind = byKind;
    this.show = show;
  }

  /** Shows the kinds that turned up since. */
  synchronized void register() {
    for (String kind : byKind.get().keySet()) {
      if (shown.contains(kind) || (others && shown.size() >= MOST)) {
        continue;
      }
      if (shown.size() < MOST && !kind.equals(OTHER)) {
        shown.add(kind);
        show.accept(() -> byKind.get().getOrDefault(kind, 0.0), new String[] {tag, kind});
      } else if (!others) {
        others = true;
        show.accept(this::other, new String[] {tag, OTHER});
      }
    }
  }

  private synchronized double other() {
    double sum = 0;
    for (Map.Entry<String, Double> each : byKind.get().entrySet()) {
      sum += shown.contains(each.getKey()) ? 0 : each.getValue();
    }
    return sum;
  }
}
