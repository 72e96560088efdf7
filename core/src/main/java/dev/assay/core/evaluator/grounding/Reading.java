package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.List;

/**
 * An output compared with its context, claim by claim.
 *
 * @param compared every claim
 * @param counted the claims that decide: those that can be checked, else those about the speaker
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
    List<Comparison> counted =
        compared.stream()
            .filter(c -> c.claim().checkable() || c.claim().kind() == Claim.Kind.OPINION)
            .toList();
    return new Reading(compared, counted, subsequence(output, context), comparer.exhausted());
  }

  /** The same, in which every claim decides. */
  Reading countingAll() {
    return new Reading(compared, compared, subsequence, partial);
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
