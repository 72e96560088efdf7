package dev.assay.core.evaluator.grounding;

/**
 * How a claim stands to the context.
 *
 * @since 0.1
 */
public enum ClaimStatus {
  /** The context says so. */
  SUPPORTED,
  /** The context does not say so, but it follows or is likely from what it says. */
  REASONABLE_INFERENCE,
  /** The context says nothing of it. */
  UNSUPPORTED,
  /** The context says otherwise. */
  CONTRADICTED,
  /** There is nothing to check: a question, a greeting, an offer, an opinion, advice. */
  NOT_CHECKABLE
}
