package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

/**
 * A probability that holds just now.
 *
 * @param probability above 0, at most 1
 * @param reason why that
 * @since 0.1
 */
public record Rate(double probability, Reason reason) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the probability is outside (0, 1]
   */
  public Rate {
    Rates.rate("probability", probability);
    requireNonNull(reason, "reason");
  }
}
