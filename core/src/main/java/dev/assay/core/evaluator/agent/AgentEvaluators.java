package dev.assay.core.evaluator.agent;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import java.util.List;

/**
 * The evaluators of what an agent did.
 *
 * @since 0.1
 */
public final class AgentEvaluators implements EvaluatorProvider {

  /** For {@link java.util.ServiceLoader}. */
  public AgentEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        ToolCallF1.definition(),
        Trajectory.definition(),
        StepCount.definition(),
        RepeatedCalls.definition(),
        ErrorRecovery.definition());
  }
}
