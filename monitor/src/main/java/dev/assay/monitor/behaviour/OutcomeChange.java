package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

/**
 * That more is known of an interaction: windows take back what was counted before, where there was
 * something, and count what is now.
 *
 * @param interactionId which
 * @param before what was known
 * @param after what is known now; not equal to {@code before}
 * @since 0.1
 */
public record OutcomeChange(String interactionId, Outcome before, Outcome after) {

  /** Checks the parts. */
  public OutcomeChange {
    requireNonNull(interactionId, "interactionId");
    requireNonNull(before, "before");
    requireNonNull(after, "after");
  }
}
