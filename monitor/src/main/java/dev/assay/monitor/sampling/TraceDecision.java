package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that was decided about an interaction; kept whether it was drawn or not.
 *
 * @param unit what was drawn by: the trace id, or the interaction's own where it has no trace
 * @param decidedAt when it was first decided
 * @param heldUntil until when its content is kept even if it was not drawn; a second look is
 *     possible up to then
 * @param stratum the stratum it was found in
 * @param phase 1, and one more for every time that later facts changed a probability
 * @param decisions one for every sampled evaluator, in the plan's order
 * @since 0.1
 */
public record TraceDecision(
    String unit,
    Instant decidedAt,
    Instant heldUntil,
    String stratum,
    int phase,
    List<Decision> decisions) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if {@code phase < 1}
   */
  public TraceDecision {
    requireNonNull(unit, "unit");
    requireNonNull(decidedAt, "decidedAt");
    requireNonNull(heldUntil, "heldUntil");
    requireNonNull(stratum, "stratum");
    decisions = List.copyOf(decisions);
    if (phase < 1) {
      throw new IllegalArgumentException("phase: " + phase + " (expected: phase >= 1)");
    }
  }

  /** Whether any evaluator looks at it, so that its content must be kept. */
  public boolean selected() {
    for (Decision decision : decisions) {
      if (decision.selected()) {
        return true;
      }
    }
    return false;
  }

  /** What was decided for an evaluator. */
  public Optional<Decision> of(String evaluator) {
    return decisions.stream().filter(each -> each.evaluator().equals(evaluator)).findFirst();
  }
}
