package dev.assay.core.evaluator.detect;

import java.util.function.Predicate;

/**
 * Looks for one sort of thing in a text. Safe to call from several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Detector {

  /**
   * Gives what it finds to {@code sink}, in order, until that wants no more.
   *
   * @param sink says whether it wants another
   * @throws TookTooLong if it was stopped; what it gave until then counts
   */
  void find(String text, Predicate<Found> sink);
}
