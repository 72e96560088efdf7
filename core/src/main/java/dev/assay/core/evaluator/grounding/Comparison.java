package dev.assay.core.evaluator.grounding;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What comparing a claim with the context found.
 *
 * @param claim the claim
 * @param features its features
 * @param from the first sentence of the passage nearest to it; -1 if there is none
 * @param to after the last
 * @param nearest the sentences that share the most with it, the best first
 * @param findings in which it differs, the surest first
 * @param newWords its content words that the context lacks
 * @param newNames its names that the context lacks
 * @param subsequenceOfWhole its longest common subsequence with the whole context, as a share
 */
record Comparison(
    Claim claim,
    ClaimFeatures features,
    int from,
    int to,
    List<Integer> nearest,
    List<Finding> findings,
    Set<String> newWords,
    Set<String> newNames,
    double subsequenceOfWhole) {

  Comparison {
    newWords = new TreeSet<>(newWords);
    newNames = new TreeSet<>(newNames);
  }

  double feature(ClaimFeature feature) {
    return features.get(feature);
  }
}
