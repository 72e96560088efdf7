package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

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
 * @since 0.1
 */
public record Confirmation(
    String expectedOutput,
    String rootCause,
    String by,
    Instant at,
    @Nullable String interactionId,
    @Nullable String input) {

  private static final int LONGEST = 20_000;

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
  }

  private static void check(String subject, String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new InvalidInputException(
          Problem.of(subject, text, "1 to " + LONGEST + " characters, not only blanks"));
    }
  }
}
