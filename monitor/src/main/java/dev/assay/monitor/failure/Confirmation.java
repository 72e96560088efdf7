package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person says who confirms a case.
 *
 * @param expectedOutput what should have been answered
 * @param rootCause why it was not
 * @param by who says so
 * @param at when
 * @param interactionId the failure the example is made of; null for the most typical
 * @param input what the user said, where it was not kept or should read otherwise
 * @param mode how it failed, where that is not what was found
 * @param title a line for people, where they know a better one
 * @since 0.1
 */
public record Confirmation(
    String expectedOutput,
    String rootCause,
    String by,
    Instant at,
    @Nullable String interactionId,
    @Nullable String input,
    @Nullable FailureMode mode,
    @Nullable String title) {

  private static final int LONGEST = 20_000;
  private static final int LONGEST_TITLE = 200;

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if a text is blank or too long
   */
  public Confirmation {
    check("expected_output", expectedOutput);
    check("root_cause", rootCause);
    check("by", by);
    requireNonNull(at, "at");
    if (input != null) {
      check("input", input);
    }
    if (title != null) {
      check("title", title, LONGEST_TITLE);
    }
  }

  /** With the mode and the title that were found. */
  public Confirmation(
      String expectedOutput,
      String rootCause,
      String by,
      Instant at,
      @Nullable String interactionId,
      @Nullable String input) {
    this(expectedOutput, rootCause, by, at, interactionId, input, null, null);
  }

  Confirmation withInteractionId(@Nullable String chosen) {
    return new Confirmation(expectedOutput, rootCause, by, at, chosen, input, mode, title);
  }

  Confirmation withoutInput() {
    return new Confirmation(expectedOutput, rootCause, by, at, interactionId, null, mode, title);
  }

  private static void check(String subject, String text) {
    check(subject, text, LONGEST);
  }

  private static void check(String subject, String text, int longest) {
    if (text.isBlank() || text.length() > longest) {
      throw new InvalidInputException(
          Problem.of(subject, text, "1 to " + longest + " characters, not only blanks"));
    }
  }
}
