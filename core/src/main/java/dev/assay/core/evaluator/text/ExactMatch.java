package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import java.util.List;

/**
 * Whether the output is one of the references. With SQuAD's normalisation a reference of which
 * nothing is left counts only where nothing is left of any, as in SQuAD 2.0.
 */
final class ExactMatch implements Evaluator {

  private static final String NORMALIZE = "normalize";
  private static final String SQUAD = "squad";
  private static final String CASE_SENSITIVE = "case_sensitive";
  private static final String COLLAPSE_WHITESPACE = "collapse_whitespace";

  private final boolean squad;
  private final boolean caseSensitive;
  private final boolean collapseWhitespace;

  private ExactMatch(Parameters parameters) {
    this.squad = parameters.string(NORMALIZE).equals(SQUAD);
    this.caseSensitive = parameters.bool(CASE_SENSITIVE);
    this.collapseWhitespace = parameters.bool(COLLAPSE_WHITESPACE);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "exact-match", "1", "Passes when the output is the expected output.")
        .category(Category.TEXT)
        .documentation(
            "Compares the output with each expected output, character by character, "
                + "and passes if one of them is the same. `normalize: squad` applies the "
                + "normalisation of SQuAD's official script first (lower case, without "
                + "ASCII punctuation, the articles a, an, the, and extra white space). "
                + "The value is 1 or 0. Right for labels, codes, numbers as text and "
                + "short facts; for anything written in sentences use `token-f1`, "
                + "`rouge-l` or `semantic-similarity`.")
        .example("- exact-match: {normalize: squad}")
        .parameter(
            Parameter.string(
                    NORMALIZE,
                    "With squad, case, ASCII punctuation, the words a, an and the, and white space do"
                        + " not count.")
                .oneOf("none", SQUAD)
                .withDefault("none"))
        .parameter(
            Parameter.bool(CASE_SENSITIVE, "Whether upper and lower case differ.")
                .withDefault(true))
        .parameter(
            Parameter.bool(
                COLLAPSE_WHITESPACE,
                "Takes any run of white space for one space, and none at the ends."))
        .needs(Need.EXPECTED)
        .decidesItself()
        .createdBy((parameters, context) -> new ExactMatch(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    String output = normalized(subject.output());
    List<String> references = subject.references().stream().map(this::normalized).toList();
    if (squad && references.stream().anyMatch(reference -> !reference.isEmpty())) {
      references = references.stream().filter(reference -> !reference.isEmpty()).toList();
    }
    boolean same = references.contains(output);
    return Score.ofPass(same, same ? null : "is not the expected output");
  }

  private String normalized(String text) {
    if (squad) {
      return SquadText.normalize(text);
    }
    String spaced = collapseWhitespace ? PythonText.collapseSpace(text) : text;
    return caseSensitive ? spaced : PythonText.lower(spaced);
  }
}
