package dev.assay.server.web.runs;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.report.ExampleOutcome;
import dev.assay.core.run.ExampleResult;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An example of a run, as a page shows it.
 *
 * @param outcome what it came to
 */
record ExampleRow(ExampleOutcome outcome) {

  /** In lists. */
  static final int SHORT = 2_000;

  /** On a page of its own. */
  static final int LONG = 100_000;

  private static final int LINE = 160;

  String id() {
    return outcome.example().id();
  }

  String partition() {
    return outcome.example().partition().key();
  }

  Words.State state() {
    return Words.of(outcome.outcome());
  }

  String mode() {
    FailureMode mode = outcome.verdict().failureMode();
    return mode == null ? "" : mode.key().replace('_', ' ');
  }

  String reason() {
    return Words.beginning(outcome.reason(), 600);
  }

  String inputLine() {
    return Words.beginning(outcome.example().inputText(), LINE).replaceAll("\\s+", " ");
  }

  String input(int longest) {
    return Words.beginning(outcome.example().inputText(), longest);
  }

  List<String> references(int longest) {
    return outcome.example().references().stream()
        .limit(20)
        .map(text -> Words.beginning(text, longest))
        .toList();
  }

  /** The repetition that tells why it ended so, or all of them. */
  List<ExampleResult> shown(boolean all) {
    return all ? outcome.results() : List.of(outcome.telling());
  }

  static @Nullable String output(ExampleResult result, int longest) {
    String output = result.interaction().output();
    return output == null ? null : Words.beginning(output, longest);
  }

  static String error(ExampleResult result) {
    InteractionError error = result.interaction().error();
    return error == null ? "" : Words.beginning(error.kind() + ": " + error.message(), SHORT);
  }

  static String latency(ExampleResult result, Formats formats) {
    Double millis = result.interaction().latencyMillis();
    if (result.cached()) {
      return "from the cache";
    }
    return millis == null || !Double.isFinite(millis) ? "" : formats.of(Unit.MILLIS, millis);
  }

  static String value(EvaluatorScore score, Formats formats) {
    return score.score() instanceof Score.Scored scored ? formats.number(scored.value()) : "–";
  }

  static Words.State state(EvaluatorScore score) {
    if (score.score() instanceof Score.Scored scored) {
      Boolean passed = scored.passed();
      return passed == null
          ? Words.State.quiet("informs")
          : passed ? Words.State.good("passes") : Words.State.bad("fails");
    }
    return Words.State.warn("unscored");
  }

  static String words(EvaluatorScore score, int longest) {
    String words =
        score.score() instanceof Score.Scored scored
            ? scored.explanation()
            : score.score() instanceof Score.Unscored unscored ? unscored.reason() : null;
    return Words.beginning(words, longest);
  }

  /** Whether a text that people type is in it; case does not matter. */
  boolean has(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    if (contains(id(), wanted)
        || contains(outcome.example().inputText(), wanted)
        || contains(outcome.reason(), wanted)) {
      return true;
    }
    return outcome.results().stream()
        .anyMatch(result -> contains(result.interaction().output(), wanted));
  }

  private static boolean contains(@Nullable String text, String wanted) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
