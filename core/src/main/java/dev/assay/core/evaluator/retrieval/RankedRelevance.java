package dev.assay.core.evaluator.retrieval;

import java.util.OptionalDouble;

/**
 * Precision and recall of the first results of a ranked list.
 *
 * <p>Source: C. D. Manning, P. Raghavan, H. Schütze, "Introduction to Information Retrieval"
 * (2008), chapter 8.
 *
 * @param found how many of the first {@code k} results count
 * @param k how many results are looked at, at least 1
 */
record RankedRelevance(int found, int k) {

  /** Found over {@code k}, also where the list is shorter than {@code k}. */
  double precision() {
    return (double) found / k;
  }

  /** Found over all there are to find; undefined where there is nothing to find. */
  OptionalDouble recall(int relevant) {
    return relevant == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) found / relevant);
  }
}
