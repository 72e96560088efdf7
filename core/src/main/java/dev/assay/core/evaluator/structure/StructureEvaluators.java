package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import java.util.List;

/**
 * The evaluators of form.
 *
 * @since 0.1
 */
public final class StructureEvaluators implements EvaluatorProvider {

  /** For {@link java.util.ServiceLoader}. */
  public StructureEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        JsonValid.definition(),
        JsonSchemaMatch.definition(),
        JsonDiff.definition(),
        XmlValid.definition(),
        HtmlValid.definition(),
        SqlValid.definition(),
        CodeFence.definition(),
        FunctionCall.definition());
  }
}
