package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.grounding.ClaimStatus;
import dev.assay.core.evaluator.grounding.ClaimVerdict;
import dev.assay.core.evaluator.grounding.GroundingCheck;
import dev.assay.core.evaluator.grounding.GroundingResult;
import dev.assay.core.interaction.Passage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the passages cited in one sentence support it, by the grounding check. */
final class CitedSupport {

  private static final int LONGEST = 2_000;
  private static final double LEAST_PART = 0.01;

  private final GroundingCheck check;
  private final String sentence;
  private final List<Passage> passages;
  private final List<Integer> cited;
  private final double least;
  private final Map<Integer, String> problems = new HashMap<>();
  private @Nullable GroundingResult together;

  /**
   * The support of {@code sentence}, of a very long one of its beginning.
   *
   * @param cited the indices of the passages it cites, each once
   * @param least the probability from which on it counts as supported
   */
  CitedSupport(
      GroundingCheck check,
      String sentence,
      List<Passage> passages,
      List<Integer> cited,
      double least) {
    this.check = check;
    this.sentence = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
    this.passages = passages;
    this.cited = cited;
    this.least = least;
  }

  /** Why the passage at {@code index} does not support the sentence, or null if it does. */
  @Nullable String problem(int index) {
    String problem = problems.computeIfAbsent(index, this::find);
    return problem.isEmpty() ? null : problem;
  }

  // Alone, or together with the others, which do less without it.
  private String find(int index) {
    GroundingResult alone = check.check(sentence, List.of(passages.get(index)));
    if (alone.probability() >= least) {
      return "";
    }
    if (cited.size() > 1 && together().probability() >= least && contributes(index)) {
      return "";
    }
    String reason =
        alone.claims().stream()
            .filter(claim -> claim.status() != ClaimStatus.NOT_CHECKABLE)
            .filter(claim -> claim.status() != ClaimStatus.SUPPORTED)
            .map(ClaimVerdict::reason)
            .findFirst()
            .orElse("its claims together are unlikely");
    return "does not support its sentence: " + reason;
  }

  private boolean contributes(int index) {
    List<Passage> others = cited.stream().filter(i -> i != index).map(passages::get).toList();
    return check.check(sentence, others).probability() < together().probability() - LEAST_PART;
  }

  private GroundingResult together() {
    GroundingResult result = together;
    if (result == null) {
      result = check.check(sentence, cited.stream().map(passages::get).toList());
      together = result;
    }
    return result;
  }
}
