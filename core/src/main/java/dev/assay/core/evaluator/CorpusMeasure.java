package dev.assay.core.evaluator;

import tools.jackson.databind.node.ObjectNode;

/**
 * A value of many outputs taken together that is not the mean of their values, such as corpus BLEU:
 * it is computed from sums that every score contributes to, its {@link CorpusStatistics}.
 *
 * @since 0.1
 */
public interface CorpusMeasure {

  /** What it is called in reports, such as {@code corpus bleu}. */
  String name();

  /**
   * The value of a corpus, in the range of the evaluator.
   *
   * @param sums the statistics of its scores added up, which must not be changed
   * @param settings what the statistics were made with: equal in all of them
   * @return the value; NaN where the sums do not define one
   */
  double value(double[] sums, ObjectNode settings);
}
