package dev.assay.core.evaluator.semantic;

import dev.assay.core.evaluator.Category;
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
            .category(Category.TEXT)
            .documentation(
                "The cosine of the embeddings of output and expected output, the best "
                    + "over several expected outputs. Tolerates other wordings. The "
                    + "in-process model (all-MiniLM-L6-v2, quantised) needs no key and no "
                    + "network; model and runtime are part of the version. Paraphrases "
                    + "usually score above 0.7 and unrelated texts below 0.3, but similarity "
                    + "is not correctness: \"safe\" and \"unsafe\" are close to each other. Pair "
                    + "it with `contains`, `numeric` or a judge where a word or a number "
                    + "decides.")
            .example("- semantic-similarity: {threshold: 0.85}")
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
