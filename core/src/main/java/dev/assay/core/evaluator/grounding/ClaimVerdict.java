package dev.assay.core.evaluator.grounding;

import static java.util.Objects.requireNonNull;

import dev.assay.core.model.Entailment;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of one claim.
 *
 * @param text the claim
 * @param start its first character in the output
 * @param end after its last
 * @param status how it stands to the context
 * @param probability that it is grounded, from 0 to 1; null where there is nothing to check
 * @param evidence the part of the context nearest to it, if there is one
 * @param entailment what an entailment model says of it, if one was asked
 * @param reason why, in words
 * @since 0.1
 */
public record ClaimVerdict(
    String text,
    int start,
    int end,
    ClaimStatus status,
    @Nullable Double probability,
    @Nullable Evidence evidence,
    @Nullable Entailment entailment,
    String reason) {

  /**
   * A part of the context.
   *
   * @param passage the index of the passage
   * @param start its first character in the passage
   * @param end after its last
   * @param text what it says
   */
  public record Evidence(int passage, int start, int end, String text) {

    /** Checks the parts. */
    public Evidence {
      requireNonNull(text, "text");
    }
  }

  /** Checks the parts. */
  public ClaimVerdict {
    requireNonNull(text, "text");
    requireNonNull(status, "status");
    requireNonNull(reason, "reason");
  }
}
