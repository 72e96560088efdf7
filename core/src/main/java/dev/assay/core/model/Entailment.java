package dev.assay.core.model;

/**
 * How a hypothesis stands to a premise, in probabilities that add up to 1.
 *
 * @param entailment that it follows
 * @param neutral that it neither follows nor is ruled out
 * @param contradiction that it is ruled out; 0 from models that do not tell
 * @since 0.1
 */
public record Entailment(double entailment, double neutral, double contradiction) {

  private static final double ROUNDING = 1e-6;

  /** Checks the probabilities. */
  public Entailment {
    double sum = entailment + neutral + contradiction;
    boolean inRange = entailment >= 0 && neutral >= 0 && contradiction >= 0;
    if (!inRange || !(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "entailment: "
              + entailment
              + " + "
              + neutral
              + " + "
              + contradiction
              + " (expected: probabilities that add up to 1)");
    }
  }
}
