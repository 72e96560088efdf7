package dev.assay.server.pipeline;

import dev.assay.server.store.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What evaluators said of one interaction, one of each version, in the order in which they did.
 * Tens of thousands of these are held, each of a few, so that maps would take several times the
 * memory.
 */
final class Evaluations {

  private static final Evaluation[] NONE = {};

  private Evaluation[] all = NONE;

  /** What a version of an evaluator said; null if nothing. */
  @Nullable Evaluation of(String evaluator, String version) {
    int at = place(evaluator, version);
    return at < 0 ? null : all[at];
  }

  /** Takes what was said, in place of what the same version said before. */
  void put(Evaluation said) {
    int at = place(said.evaluator(), said.version());
    if (at < 0) {
      at = all.length;
      all = Arrays.copyOf(all, at + 1);
    }
    all[at] = said;
  }

  /** How many there are. */
  int size() {
    return all.length;
  }

  /** All of them. */
  List<Evaluation> all() {
    return List.of(all);
  }

  /** Forgets those of which it holds; whether there were any. */
  boolean removeIf(Predicate<Evaluation> gone) {
    int before = all.length;
    all = Arrays.stream(all).filter(gone.negate()).toArray(Evaluation[]::new);
    return all.length < before;
  }

  /** Puts another in the place of each. */
  void replaceAll(UnaryOperator<Evaluation> by) {
    for (int i = 0; i < all.length; i++) {
      all[i] = by.apply(all[i]);
    }
  }

  private int place(String evaluator, String version) {
    for (int i = 0; i < all.length; i++) {
      if (all[i].evaluator().equals(evaluator) && all[i].version().equals(version)) {
        return i;
      }
    }
    return -1;
  }
}
