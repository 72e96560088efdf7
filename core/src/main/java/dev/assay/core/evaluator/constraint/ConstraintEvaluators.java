package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.Category;
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
            .category(Category.CONSTRAINT)
            .documentation(
                "Checks named rules of form and wording that an output must keep, each "
                    + "of one kind with its setting: counts of words, characters and "
                    + "sentences, texts that must or must not stand there, patterns, endings, "
                    + "JSON and its schema, language, personal data, credentials, or an "
                    + "expression in CEL. The value is the share of rules kept; one broken "
                    + "rule fails the example, and the explanation names the rule, what was "
                    + "found and what was expected. Everything is decided by rules, in "
                    + "microseconds, without a model; see `docs/constraints.md`.")
            .example("- constraints: {length: {words: {max: 200}}, no-pii: {no-pii: true}}")
            .freeForm()
            .decidesItself()
            .failureMode(FailureMode.FORMAT)
            .createdBy(
                (parameters, context) ->
                    new Constraints(
                        new ConstraintReader(context.baseDirectory()).read(parameters.toJson()))));
  }
}
