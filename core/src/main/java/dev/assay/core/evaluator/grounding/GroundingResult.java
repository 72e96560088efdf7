package dev.assay.core.evaluator.grounding;

import java.util.List;

/**
 * What was decided of an output.
 *
 * @param probability that people would call it grounded in its context, from 0 to 1
 * @param claims its claims in order
 * @param truncated whether the output or the context was too long to be looked at whole
 * @since 0.1
 */
public record GroundingResult(double probability, List<ClaimVerdict> claims, boolean truncated) {

  /** Copies the claims. */
  public GroundingResult {
    claims = List.copyOf(claims);
  }

  /** Whether it is probable enough to be called grounded. */
  public boolean grounded() {
    return probability >= GroundingCheck.GROUNDED;
  }

  /** How many claims have this status. */
  public long count(ClaimStatus status) {
    return claims.stream().filter(claim -> claim.status() == status).count();
  }
}
