package dev.assay.core.evaluator.constraint;

import java.util.function.Predicate;

/** Looks for one sort of thing in a text. Safe to call from several threads. */
@FunctionalInterface
interface Detector {

  /**
   * Gives what it finds to {@code sink}, in order, until that wants no more.
   *
   * @param sink says whether it wants another
   */
  void find(String text, Predicate<Found> sink);
}
