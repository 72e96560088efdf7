package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

/**
 * Whether one evaluator looks at one interaction, and how likely that was.
 *
 * @param evaluator the evaluator's name
 * @param selected whether it does
 * @param probability with which it was to, given all that was known: the weight of its score is the
 *     inverse
 * @param reason why that
 * @param rule the rule that held, or else the stratum
 * @since 0.1
 */
public record Decision(
    String evaluator, boolean selected, double probability, Reason reason, String rule) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the probability is outside (0, 1]
   */
  public Decision {
    requireNonNull(evaluator, "evaluator");
    requireNonNull(reason, "reason");
    requireNonNull(rule, "rule");
    Rates.rate("probability", probability);
  }
}
