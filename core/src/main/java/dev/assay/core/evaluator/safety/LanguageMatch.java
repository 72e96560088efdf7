package dev.assay.core.evaluator.safety;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.detect.Languages;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The answer is in the language of the question, or in a given one. */
final class LanguageMatch implements Evaluator {

  private static final String NAME = "language";
  private static final String EXPECTED = "expected";

  private final List<String> given;

  private LanguageMatch(Parameters parameters) {
    this.given =
        parameters.strings(EXPECTED).stream()
            .map(code -> code.strip().toLowerCase(Locale.ROOT))
            .toList();
    for (String code : given) {
      if (!Languages.CODES.contains(code)) {
        throw new InvalidInputException(
            Problem.of(NAME + "." + EXPECTED, code, "a language code that is known")
                .next(Nearest.advice(code, Languages.CODES)));
      }
    }
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            NAME,
            "1",
            "Tells whether the answer is in the language of the input, or in a given one.")
        .documentation(
            "Tells the language of the answer by its script or its character n-grams, of some 40"
                + " languages, in process, and compares it with that of the input, or with those"
                + " of `expected`. The value is 1 if they are the same and 0 if not; the label is"
                + " the answer's language. Texts under a sentence are often unscored rather than"
                + " wrong, and near relations (Croatian and its neighbours) need more text. Code,"
                + " addresses and foreign names are left out before it looks. Where the input is"
                + " JSON or has little prose, give `expected`.")
        .category(Category.SAFETY)
        .parameter(
            Parameter.strings(
                EXPECTED, "Language codes such as en, de; the input's language unless given."))
        .failureMode(FailureMode.FORMAT)
        .decidesItself()
        .createdBy((parameters, context) -> new LanguageMatch(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    Languages.Guess output = Languages.guess(subject.output());
    String language = output.language();
    List<String> wanted = given;
    boolean sure = output.sure();
    if (given.isEmpty()) {
      if (subject.inputText().isBlank()) {
        return Score.unscored("needs an input, or the parameter expected");
      }
      Languages.Guess input = Languages.guess(subject.inputText());
      String asked = input.language();
      if (asked == null) {
        return Score.unscored("the input's language could not be told: " + input.reason());
      }
      wanted = List.of(asked);
      sure &= input.sure();
    }
    if (language == null) {
      return Score.unscored("the output's language could not be told: " + output.reason());
    }
    ObjectNode evidence =
        Json.object().put(NAME, language).put("probability", output.probability());
    wanted.forEach(evidence.putArray(EXPECTED)::add);
    if (wanted.contains(language)) {
      return new Score.Scored(1, true, language, null, evidence);
    }
    sure |= wanted.stream().allMatch(code -> Languages.differInScript(code, language));
    String found =
        String.format(Locale.ROOT, "%s, probability %.2f", language, output.probability());
    String expected = String.join(" or ", wanted);
    if (sure) {
      String why = found + " (expected: " + expected + ")";
      return new Score.Scored(0, false, language, why, evidence);
    }
    String which = output.sure() ? "the input is too short" : "the output is too short or unclear";
    return new Score.Unscored(
        which + " to say for sure that it is not the same language: " + found + ", not " + expected,
        evidence);
  }

  @Override
  public String fingerprint() {
    return Languages.VERSION;
  }
}
