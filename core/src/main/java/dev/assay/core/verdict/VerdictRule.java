package dev.assay.core.verdict;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.interaction.Interaction;
import java.util.List;

/**
 * Decides what an example's scores amount to. Safe to call from several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface VerdictRule {

  /**
   * The verdict on one answer.
   *
   * @param example what was asked
   * @param interaction what came back; a failed one fails with {@code error}
   * @param scores one per evaluator that applies; none if the target failed
   */
  Verdict decide(Example example, Interaction interaction, List<EvaluatorScore> scores);
}
