package dev.assay.junit;

import dev.assay.core.interaction.InteractionError;
import dev.assay.core.problem.Printable;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.verdict.Verdict;
import java.util.List;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * An example of a run, as a test.
 *
 * @param verdict what its repetitions amount to
 * @param results its repetitions, at least one
 */
record ExampleCheck(Verdict verdict, List<ExampleResult> results) {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 2_000;

  /** The example's id, fit for a report. */
  String name() {
    String name = Printable.line(first().example().id(), LONGEST_NAME);
    return name.isBlank() ? "(blank id)" : name;
  }

  /** The first repetition. */
  ExampleResult first() {
    return results.get(0);
  }

  /**
   * Passes if the example passed.
   *
   * @throws AssertionFailedError with the reason, if it failed
   * @throws TestAbortedException with the reason, if it could not be scored
   */
  void check() {
    switch (verdict.outcome()) {
      case PASS -> {}
      case UNSCORED -> throw new TestAbortedException(name() + " is unscored: " + reason());
      case FAIL -> throw new AssertionFailedError(text());
    }
  }

  private String text() {
    String mode = verdict.failureMode() == null ? "" : " (" + verdict.failureMode().key() + ")";
    StringBuilder text = new StringBuilder(name()).append(" failed").append(mode).append(": ");
    text.append(reason());
    ExampleResult shown =
        results.stream()
            .filter(r -> r.verdict().outcome() == Verdict.Outcome.FAIL)
            .findFirst()
            .orElse(first());
    append(text, "input", shown.example().inputText());
    shown.example().references().forEach(reference -> append(text, "expected", reference));
    InteractionError error = shown.interaction().error();
    if (error != null) {
      append(text, "error", error.kind() + ": " + error.message());
    }
    String output = shown.interaction().output();
    if (output != null) {
      append(text, "output", output);
    }
    return text.toString();
  }

  private String reason() {
    return verdict.reason() == null ? "" : Printable.line(verdict.reason(), LONGEST_TEXT);
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append('\n').append(name).append(": ").append(Printable.line(value, LONGEST_TEXT));
  }
}
