package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import java.util.List;

/**
 * The evaluators that compare texts.
 *
 * @since 0.1
 */
public final class TextEvaluators implements EvaluatorProvider {

  /** For {@link java.util.ServiceLoader}. */
  public TextEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        ExactMatch.definition(),
        Contains.definition(),
        Regex.definition(),
        TokenF1.definition(),
        Rouge.Kind.ONE.definition(),
        Rouge.Kind.TWO.definition(),
        Rouge.Kind.L.definition(),
        Rouge.Kind.L_SUM.definition(),
        LevenshteinSimilarity.definition(),
        Bleu.definition(),
        Chrf.Kind.CHARACTERS.definition(),
        Chrf.Kind.WITH_WORDS.definition(),
        Meteor.definition(),
        Jaccard.definition(),
        WordErrorRate.definition(),
        EdgeMatch.Edge.START.definition(),
        EdgeMatch.Edge.END.definition(),
        Numeric.definition(),
        Readability.Formula.READING_EASE.definition(),
        Readability.Formula.GRADE.definition());
  }
}
