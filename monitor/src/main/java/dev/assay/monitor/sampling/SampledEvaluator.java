package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

/**
 * An evaluator that runs on a sample.
 *
 * @param name the evaluator's name
 * @param group evaluators of one group share their draw, so that the smaller sample lies within the
 *     greater: content is kept for fewer interactions, and their scores can be held against each
 *     other
 * @param share of a stratum's rate, above 0, at most 1: a dear evaluator may look at a tenth
 * @param assumedCost money a call, until enough calls have been paid for to know
 * @since 0.1
 */
public record SampledEvaluator(String name, String group, double share, double assumedCost) {

  /** The group of those that name none. */
  public static final String TOGETHER = "sampled";

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is blank or above 200 characters, or a number is
   *     out of range
   */
  public SampledEvaluator {
    Rates.name("evaluator", name);
    requireNonNull(group, "group");
    Rates.rate("share of evaluator " + name, share);
    Rates.amount("assumed cost of evaluator " + name, assumedCost);
  }

  /** With the whole rate and the common draw. */
  public static SampledEvaluator of(String name) {
    return new SampledEvaluator(name, TOGETHER, 1, 0);
  }
}
