package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.List;

/** Says in words why a claim has its status. */
final class Reasons {

  private static final int MOST_WORDS = 4;

  private Reasons() {}

  static String of(Comparison comparison, ClaimStatus status) {
    return switch (status) {
      case NOT_CHECKABLE -> comparison.claim().kind().words();
      case CONTRADICTED -> contradictions(comparison);
      case SUPPORTED -> "the context says so";
      case REASONABLE_INFERENCE -> withMissing("close to what the context says", comparison);
      case UNSUPPORTED ->
          comparison.claim().kind() == Claim.Kind.OPINION
              ? "an opinion or something about the speaker that the context does not hold"
              : withMissing("the context does not say so", comparison);
    };
  }

  private static String contradictions(Comparison comparison) {
    List<String> words =
        comparison.findings().stream().filter(Finding::contradicts).map(Finding::words).toList();
    return words.isEmpty() ? "the context says otherwise" : String.join("; ", words);
  }

  private static String withMissing(String start, Comparison comparison) {
    List<String> missing = new ArrayList<>(comparison.newNames());
    for (String word : comparison.newWords()) {
      if (!missing.contains(word)) {
        missing.add(word);
      }
    }
    StringBuilder reason = new StringBuilder(start);
    for (Finding finding : comparison.findings()) {
      if (!finding.contradicts()) {
        reason.append("; ").append(finding.words());
      }
    }
    if (!missing.isEmpty()) {
      List<String> shown =
          missing.stream().limit(MOST_WORDS).map(word -> "\"" + word + "\"").toList();
      reason.append("; nothing in it about ").append(String.join(", ", shown));
    }
    return reason.toString();
  }
}
