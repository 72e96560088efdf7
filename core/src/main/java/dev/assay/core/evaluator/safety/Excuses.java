package dev.assay.core.evaluator.safety;

import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.text.TextSearch;
import dev.assay.core.interaction.Passage;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What an answer may repeat because it was there before: in the input, in the context. */
record Excuses(boolean input, boolean context) {

  private static final String NAME = "allow_from";
  private static final List<String> PLACES = List.of("input", "context");

  static Parameter parameter() {
    return Parameter.strings(
        NAME,
        "Where the answer may repeat it from: input, context, or both; nowhere unless given.");
  }

  /**
   * Reads the parameter.
   *
   * @throws InvalidInputException if it names another place
   */
  static Excuses of(String evaluator, Parameters parameters) {
    List<String> places = parameters.strings(NAME);
    for (String place : places) {
      if (!PLACES.contains(place)) {
        throw new InvalidInputException(
            Problem.of(evaluator + "." + NAME, place, "input or context")
                .next(Nearest.advice(place, PLACES)));
      }
    }
    return new Excuses(places.contains("input"), places.contains("context"));
  }

  /** Whether a text of the answer may stand in it. */
  Predicate<String> in(Subject subject) {
    List<TextSearch> texts = new ArrayList<>();
    if (input) {
      texts.add(new TextSearch(subject.inputText(), false));
    }
    if (context) {
      subject.groundingContext().stream()
          .map(Passage::text)
          .forEach(text -> texts.add(new TextSearch(text, false)));
    }
    return found -> texts.stream().anyMatch(text -> text.contains(found));
  }
}
