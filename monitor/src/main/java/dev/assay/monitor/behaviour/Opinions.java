package dev.assay.monitor.behaviour;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What evaluators said of one interaction, by name. There are many of these, each of a few, so that
 * a map would take several times the memory.
 */
final class Opinions {

  private static final Opinion[] NONE = {};

  private Opinion[] sorted = NONE;

  /** What {@code evaluator} said; null if it was never to look. */
  @Nullable Opinion of(String evaluator) {
    int at = place(evaluator);
    return at < 0 ? null : sorted[at];
  }

  /** Takes what one said, in place of what it said before. */
  void put(Opinion opinion) {
    int at = place(opinion.of().evaluator());
    if (at >= 0) {
      sorted[at] = opinion;
      return;
    }
    int to = -at - 1;
    Opinion[] more = Arrays.copyOf(sorted, sorted.length + 1);
    System.arraycopy(sorted, to, more, to + 1, sorted.length - to);
    more[to] = opinion;
    sorted = more;
  }

  /** All of them, by name. */
  List<Opinion> all() {
    return Arrays.asList(sorted);
  }

  private int place(String evaluator) {
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = sorted[middle].of().evaluator().compareTo(evaluator);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
