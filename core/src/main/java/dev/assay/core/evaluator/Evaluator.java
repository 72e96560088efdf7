package dev.assay.core.evaluator;

/**
 * Judges one interaction. Safe to call from several threads; the same subject gives the same score
 * unless a model stands behind it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Evaluator {

  /**
   * Scores {@code subject}. The needs its {@link EvaluatorDefinition} declares are met. What goes
   * wrong is {@link Score.Unscored}, or thrown and made so by the caller; it is never a value.
   */
  Score evaluate(Subject subject);

  /**
   * What else decides the scores besides name, version and parameters: a model and its runtime, a
   * file's hash. It becomes part of the score's version.
   */
  default String fingerprint() {
    return "";
  }
}
