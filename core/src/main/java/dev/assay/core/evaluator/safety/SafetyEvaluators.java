package dev.assay.core.evaluator.safety;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import java.util.List;

/**
 * Offers the evaluators of safety and behaviour.
 *
 * @since 0.1
 */
public final class SafetyEvaluators implements EvaluatorProvider {

  /** Made by {@link java.util.ServiceLoader}. */
  public SafetyEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        Refusal.definition(),
        Pii.definition(),
        Secrets.definition(),
        PromptLeak.definition(),
        InjectionFollowed.definition(),
        Toxicity.definition(),
        LanguageMatch.definition());
  }
}
