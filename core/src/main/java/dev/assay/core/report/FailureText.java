package dev.assay.core.report;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.run.ExampleResult;

/** Why an example did not pass, as plain text that a CI system shows; bounded. */
final class FailureText {

  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_LINE = 500;
  private static final int MOST_REPETITIONS = 10;

  private FailureText() {}

  static String of(ExampleOutcome outcome) {
    StringBuilder text = new StringBuilder();
    field(text, "input", outcome.example().inputText());
    for (String reference : outcome.example().references()) {
      field(text, "expected", reference);
    }
    int repetitions = outcome.results().size();
    for (ExampleResult result :
        outcome.results().subList(0, Math.min(repetitions, MOST_REPETITIONS))) {
      if (repetitions > 1) {
        text.append("repetition ").append(result.repeat() + 1).append(" of ").append(repetitions);
        text.append(": ").append(result.verdict().outcome().key()).append('\n');
      }
      answer(text, result);
    }
    if (repetitions > MOST_REPETITIONS) {
      text.append("… and ").append(repetitions - MOST_REPETITIONS).append(" more repetitions\n");
    }
    return text.toString();
  }

  private static void answer(StringBuilder text, ExampleResult result) {
    InteractionError error = result.interaction().error();
    if (error != null) {
      field(text, "error", error.kind() + ": " + error.message());
    }
    if (result.interaction().output() != null) {
      field(text, "output", result.interaction().output());
    }
    for (EvaluatorScore score : result.scores()) {
      text.append(Visible.line(score.evaluator(), LONGEST_LINE)).append(": ");
      text.append(Visible.line(words(score.score()), LONGEST_LINE)).append('\n');
    }
  }

  /** A score in one line: {@code 0.712, failed: explanation}. */
  static String words(Score score) {
    if (score instanceof Score.Scored scored) {
      String decided = scored.passed() == null ? "" : scored.passed() ? ", passed" : ", failed";
      String why = scored.explanation() == null ? "" : ": " + scored.explanation();
      return Figures.value(scored.value()) + decided + why;
    }
    return score instanceof Score.Unscored unscored ? "unscored: " + unscored.reason() : "";
  }

  private static void field(StringBuilder text, String name, String value) {
    String block = Visible.block(value, LONGEST_TEXT);
    text.append(name).append(": ");
    if (block.indexOf('\n') >= 0) {
      text.append('\n');
    }
    text.append(block).append('\n');
  }
}
