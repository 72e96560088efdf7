package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Token F1 as SQuAD 2.0 has it: the best over the references; nothing against nothing is 1, nothing
 * against something 0; a reference without tokens counts only where none has any.
 */
final class TokenF1 implements Evaluator {

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "token-f1",
            "1",
            "Compares the words of the output and the expected output, in any order, as SQuAD does.")
        .category(Category.TEXT)
        .documentation(
            "The harmonic mean of precision and recall over the words that output "
                + "and expected output share, counted with repetitions and without regard "
                + "to order, after SQuAD's normalisation; the best over several expected "
                + "outputs. 1 means the same words, 0 none in common. Equal to the "
                + "official SQuAD 1.1 script (Rajpurkar et al., 2016). Cheap and "
                + "transparent for short answers; long answers in other words score low "
                + "though they may be right.")
        .example("- token-f1: {threshold: 0.7}")
        .needs(Need.EXPECTED)
        .createdBy((parameters, context) -> new TokenF1());
  }

  @Override
  public Score evaluate(Subject subject) {
    LongTokens longTokens = new LongTokens();
    TokenList output = SquadText.tokens(subject.output(), longTokens);
    @Nullable PrecisionRecall best = null;
    for (String reference : subject.references()) {
      TokenList expected = SquadText.tokens(reference, longTokens);
      if (expected.size() > 0) {
        PrecisionRecall next = compare(output, expected);
        best = best == null || next.f1() > best.f1() ? next : best;
      }
    }
    if (best == null) {
      best = output.size() == 0 ? PrecisionRecall.EVERYTHING : PrecisionRecall.NOTHING;
    }
    return Score.of(best.f1()).withEvidence(best.toJson());
  }

  private static PrecisionRecall compare(TokenList output, TokenList expected) {
    return PrecisionRecall.of(Overlap.of(output, expected), output.size(), expected.size());
  }
}
