package dev.assay.server.web.runs;

import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.report.ExampleOutcome;
import dev.assay.core.report.SharedExample;
import dev.assay.core.report.WordDiff;
import dev.assay.server.web.view.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An example in two runs.
 *
 * @param shared what it came to in both
 */
record PairRow(SharedExample shared) {

  private static final int LINE = 160;

  String id() {
    return shared.candidate().id();
  }

  String partition() {
    return shared.candidate().partition().key();
  }

  Words.State state() {
    return Words.of(shared.change());
  }

  String inputLine() {
    return input(LINE).replaceAll("\\s+", " ");
  }

  String input(int longest) {
    ExampleOutcome texts = shared.candidateTexts();
    return texts == null ? "" : Words.beginning(texts.example().inputText(), longest);
  }

  List<String> references(int longest) {
    ExampleOutcome texts = shared.candidateTexts();
    return texts == null ? List.of() : new ExampleRow(texts).references(longest);
  }

  static String why(ExampleScores scores, @Nullable String reason) {
    FailureMode mode = scores.failureMode();
    String words = Words.beginning(reason, 600);
    return mode == null ? words : mode.key().replace('_', ' ') + (words.isEmpty() ? "" : ": ") + words;
  }

  String whyBase() {
    return why(shared.base(), shared.baseReason());
  }

  String whyCandidate() {
    return why(shared.candidate(), shared.candidateReason());
  }

  private static String output(@Nullable ExampleOutcome outcome, int longest) {
    return outcome == null
        ? ""
        : Words.beginning(outcome.telling().interaction().output(), longest);
  }

  boolean same() {
    return output(shared.baseTexts(), ExampleRow.LONG)
        .equals(output(shared.candidateTexts(), ExampleRow.LONG));
  }

  /** The answers word by word. */
  List<WordDiff.Piece> pieces(int longest) {
    return WordDiff.of(
        output(shared.baseTexts(), longest), output(shared.candidateTexts(), longest));
  }

  boolean cut(int longest) {
    return longer(shared.baseTexts(), longest) || longer(shared.candidateTexts(), longest);
  }

  private static boolean longer(@Nullable ExampleOutcome outcome, int longest) {
    return outcome != null
        && Objects.requireNonNullElse(outcome.telling().interaction().output(), "").length()
            > longest;
  }

  /**
   * A score in both.
   *
   * @param name the evaluator's
   * @param base in the base
   * @param candidate in the candidate
   */
  record Value(String name, String base, String candidate) {}

  /** Scores that differ. */
  List<Value> values(Formats formats) {
    TreeSet<String> names = new TreeSet<>(shared.base().values().keySet());
    names.addAll(shared.candidate().values().keySet());
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      Double before = shared.base().values().get(name);
      Double now = shared.candidate().values().get(name);
      if (!Objects.equals(before, now)) {
        values.add(new Value(name, number(before, formats), number(now, formats)));
      }
    }
    return values;
  }

  private static String number(@Nullable Double value, Formats formats) {
    return value == null ? "unscored" : formats.number(value);
  }
}
