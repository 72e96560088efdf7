package dev.assay.core.evaluator;

import java.util.List;

/**
 * Brings evaluators into the registry; found with {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface EvaluatorProvider {

  /** The evaluators offered, in the order they should be listed. */
  List<EvaluatorDefinition> evaluators();
}
