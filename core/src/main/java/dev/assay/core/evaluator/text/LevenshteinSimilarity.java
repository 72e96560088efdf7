package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.OptionalInt;

/**
 * One minus Levenshtein's distance over the length of the longer text, in code points; two empty
 * texts are alike. The best over the references.
 */
final class LevenshteinSimilarity implements Evaluator {

  private final long mostCells;

  LevenshteinSimilarity(long mostCells) {
    this.mostCells = mostCells;
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "levenshtein",
            "1",
            "Tells how alike output and expected output are, character by character, from edit"
                + " distance.")
        .category(Category.TEXT)
        .documentation(
            "One minus the number of characters (code points) to insert, delete or "
                + "replace to turn the output into the expected one, divided by the "
                + "length of the longer text; the best over several expected outputs. 1 "
                + "means equal. Right for codes, names and near-verbatim answers. Very "
                + "long pairs whose comparison would need too many steps are unscored. "
                + "Source: V. I. Levenshtein, 1966.")
        .example("- levenshtein: {threshold: 0.9}")
        .needs(Need.EXPECTED)
        .createdBy(
            (parameters, context) -> new LevenshteinSimilarity(TooLargeException.MOST_CELLS));
  }

  @Override
  public Score evaluate(Subject subject) {
    int[] output = Symbols.codePoints(subject.output());
    double best = -1;
    int bestDistance = 0;
    for (String reference : subject.references()) {
      int[] expected = Symbols.codePoints(reference);
      OptionalInt distance = EditDistance.of(Symbols.of(output, expected), mostCells);
      if (distance.isEmpty()) {
        return Score.unscored(
            TooLargeException.reason("characters", output.length, expected.length, mostCells));
      }
      double similarity = similarity(distance.getAsInt(), Math.max(output.length, expected.length));
      if (similarity > best) {
        best = similarity;
        bestDistance = distance.getAsInt();
      }
    }
    return Score.of(best).withEvidence(Json.object().put("distance", bestDistance));
  }

  private static double similarity(int distance, int longer) {
    return longer == 0 ? 1 : 1 - (double) distance / longer;
  }
}
