package dev.assay.core.evaluator.set;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.ValueRange;

/**
 * A member of a set.
 *
 * @param evaluator what scores
 * @param weight how much it counts, above 0
 */
record Member(BoundEvaluator evaluator, double weight) {

  /** Whether its values have a least and a greatest one. */
  boolean bounded() {
    ValueRange range = evaluator.range();
    return Double.isFinite(range.low()) && Double.isFinite(range.high());
  }

  /** The value from 0, the worst, to 1, the best; of one without bounds whether it passed. */
  double scaled(Score.Scored score) {
    if (!bounded()) {
      return Boolean.TRUE.equals(score.passed()) ? 1 : 0;
    }
    ValueRange range = evaluator.range();
    boolean share = range.low() >= 0 && range.high() <= 1;
    double width = range.high() - range.low();
    double value = share ? score.value() : width == 0 ? 1 : (score.value() - range.low()) / width;
    double inside = Math.max(0, Math.min(1, value));
    return evaluator.higherIsBetter() ? inside : 1 - inside;
  }
}
