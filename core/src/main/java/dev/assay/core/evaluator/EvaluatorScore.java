package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

/**
 * A score and whose it is.
 *
 * @param evaluator the evaluator's name in the suite: its alias, or its own name
 * @param version its version hash; scores of different versions are not compared without a word
 * @param score what it said
 * @since 0.1
 */
public record EvaluatorScore(String evaluator, String version, Score score) {

  /** Checks the parts. */
  public EvaluatorScore {
    requireNonNull(evaluator, "evaluator");
    requireNonNull(version, "version");
    requireNonNull(score, "score");
  }
}
