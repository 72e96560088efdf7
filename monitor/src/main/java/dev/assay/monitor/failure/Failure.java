package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interaction that failed: an evaluation it failed, a signal against it, a report.
 *
 * @param interactionId which
 * @param app the application, if it said
 * @param feature the part of the application, if it said
 * @param mode how it failed; null if nobody knows
 * @param at when it began
 * @param probability with which what found it was looking, in (0, 1]
 * @param by what found it, such as an evaluator's name or {@code signal report}
 * @param input what the user said, redacted; null where it was not kept
 * @param output what was answered, redacted; null where it was not kept
 * @param meaning of what the user said; null where nobody can tell
 * @since 0.1
 */
public record Failure(
    String interactionId,
    @Nullable String app,
    @Nullable String feature,
    @Nullable FailureMode mode,
    Instant at,
    double probability,
    String by,
    @Nullable String input,
    @Nullable String output,
    @Nullable Meaning meaning) {

  private static final int LONGEST_NAME = 1000;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the probability is out of range, a name above 1000
   *     characters, or the time not from 1970 to 9999
   */
  public Failure {
    requireNonNull(at, "at");
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
      throw new IllegalArgumentException("at: " + at + " (expected: from 1970 to 9999)");
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: above 0, at most 1)");
    }
    if (interactionId.length() > LONGEST_NAME
        || by.length() > LONGEST_NAME
        || (app != null && app.length() > LONGEST_NAME)
        || (feature != null && feature.length() > LONGEST_NAME)) {
      throw new IllegalArgumentException(
          "interaction, app, feature, by: longer than 1000 characters (expected: at most that)");
    }
  }
}
