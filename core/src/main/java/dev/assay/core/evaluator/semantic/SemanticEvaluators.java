package dev.assay.core.evaluator.semantic;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import java.util.List;

/**
 * Offers {@code semantic-similarity}.
 *
 * @since 0.1
 */
public final class SemanticEvaluators implements EvaluatorProvider {

  private static final String MODEL = "model";

  /** Made by {@link java.util.ServiceLoader}. */
  public SemanticEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        EvaluatorDefinition.builder(
                "semantic-similarity",
                "1",
                "How alike output and reference are in meaning: cosine of their embeddings, the"
                    + " best over the references.")
            .range(-1, 1)
            .needs(Need.EXPECTED)
            .parameter(
                Parameter.string(
                        MODEL, "The embedding model; needs no key and no network by default.")
                    .withDefault("in-process"))
            .createdBy(
                (parameters, context) ->
                    new SemanticSimilarity(context.embeddings().get(parameters.string(MODEL)))));
  }
}
