package dev.assay.core.evaluator;

import java.util.List;
import java.util.Optional;

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

  /**
   * The range of its values where its parameters decide that, such as a judge's scale: within the
   * range of its {@link EvaluatorDefinition}. Empty for the definition's own.
   */
  default Optional<ValueRange> range() {
    return Optional.empty();
  }

  /**
   * The name of the evaluator in the same suite that it must not decide without, where it is marked
   * as safety-critical: empty text if none is named, and nothing for an evaluator that may stand
   * alone. A language model's word alone is not enough for what must not go wrong.
   */
  default Optional<String> pairedWith() {
    return Optional.empty();
  }

  /**
   * What it judges by, for people who judge the same. Empty for those whose values are counted or
   * measured, and where the name says it all.
   */
  default Optional<Guideline> guideline() {
    return Optional.empty();
  }

  /** The evaluators it is made of; none for most. */
  default List<BoundEvaluator> members() {
    return List.of();
  }
}
