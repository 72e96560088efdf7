package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.List;

/**
 * An output compared with its context, claim by claim.
 *
 * @param compared every claim
 * @param counted the claims that decide: those that can be checked, all if none can
 * @param subsequence the longest common subsequence of output and context, as a share of the output
 * @param partial whether not all quantities could be compared
 */
record Reading(
    List<Comparison> compared, List<Comparison> counted, double subsequence, boolean partial) {

  static Reading of(String output, ContextIndex context) {
    Comparer comparer = new Comparer(context, output);
    List<Comparison> compared = new ArrayList<>();
    for (Claim claim : ClaimSplitter.split(output)) {
      compared.add(comparer.compare(claim));
    }
    List<Comparison> checkable = compared.stream().filter(c -> c.claim().checkable()).toList();
    List<Comparison> counted = checkable.isEmpty() ? compared : checkable;
    return new Reading(compared, counted, subsequence(output, context), comparer.exhausted());
  }

  /** What the fitted model sees, and the bounds of what it says. */
  GroundingFeatures toFeatures() {
    boolean nothingToCheck = counted.stream().noneMatch(c -> c.claim().checkable());
    double cap = 1;
    for (Comparison comparison : counted) {
      cap = nothingToCheck ? 1 : Math.min(cap, GroundingCheck.cap(comparison));
    }
    return new GroundingFeatures(features(), nothingToCheck ? GroundingCheck.GROUNDED : 0, cap);
  }

  double[] features() {
    return OutputFeatures.of(counted, subsequence);
  }

  /** The features of one claim, as if it were the whole output. */
  static double[] features(Comparison comparison) {
    return OutputFeatures.of(List.of(comparison), comparison.subsequenceOfWhole());
  }

  private static double subsequence(String output, ContextIndex context) {
    return context.subsequence(
        Sentences.of(output).stream().flatMap(sentence -> sentence.tokens().stream()).toList());
  }
}
