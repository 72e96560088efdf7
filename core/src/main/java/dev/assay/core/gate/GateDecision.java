package dev.assay.core.gate;

/**
 * What a gate decides.
 *
 * @since 0.1
 */
public enum GateDecision {
  /** Every criterion is met. */
  PASS,
  /** A criterion is not met, whatever is still unknown. */
  FAIL,
  /** Too little is known to say. */
  INCONCLUSIVE
}
