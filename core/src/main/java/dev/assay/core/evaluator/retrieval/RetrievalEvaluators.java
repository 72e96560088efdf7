package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import java.util.List;

/**
 * The evaluators of what was retrieved.
 *
 * @since 0.1
 */
public final class RetrievalEvaluators implements EvaluatorProvider {

  /** For {@link java.util.ServiceLoader}. */
  public RetrievalEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        ContextRelevance.recall(),
        ContextRelevance.precision(),
        RankedRetrieval.hitRate(),
        RankedRetrieval.reciprocalRank(),
        RankedRetrieval.averagePrecision(),
        RankedRetrieval.discountedGain(),
        CitationCorrectness.definition());
  }
}
