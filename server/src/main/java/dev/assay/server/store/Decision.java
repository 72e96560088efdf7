package dev.assay.server.store;

import java.util.Objects;

/**
 * Whether an evaluator was to look at an interaction, stored whether it was or not.
 *
 * @param evaluator the evaluator, or whatever else was sampled for
 * @param probability the inclusion probability, in {@code [0, 1]}
 * @param selected whether it was drawn
 * @param reason the rule or stratum that decided
 * @since 0.1
 */
public record Decision(String evaluator, double probability, boolean selected, String reason) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the probability is outside {@code [0, 1]}
   */
  public Decision {
    Objects.requireNonNull(evaluator, "evaluator");
    Objects.requireNonNull(reason, "reason");
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 <= probability <= 1)");
    }
  }
}
