package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.FailureMode;
import java.util.List;

/**
 * Offers {@code constraints}.
 *
 * @since 0.1
 */
public final class ConstraintEvaluators implements EvaluatorProvider {

  static final String NAME = "constraints";

  /** Made by {@link java.util.ServiceLoader}. */
  public ConstraintEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        EvaluatorDefinition.builder(
                NAME,
                "1",
                "Named rules that the output must keep, each {kind: setting}; kinds: "
                    + String.join(", ", Kinds.names())
                    + ".")
            .freeForm()
            .decidesItself()
            .failureMode(FailureMode.FORMAT)
            .createdBy(
                (parameters, context) ->
                    new Constraints(
                        new ConstraintReader(context.baseDirectory()).read(parameters.toJson()))));
  }
}
