package dev.assay.server.store;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one version of an evaluator made of an interaction: a value, or why there is none.
 *
 * @param interaction whose it is
 * @param evaluator the evaluator's name
 * @param version its version hash
 * @param value the score, finite; null exactly if unscored
 * @param passed whether it is good enough, where that is decided
 * @param label a word for the value
 * @param failureMode how the answer failed, if it did
 * @param explanation why, in one line
 * @param unscored why there is no value
 * @param cost what it cost, in the currency of the price table
 * @param probability the inclusion probability, in {@code (0, 1]}: what an estimate weighs it by
 * @param at when it was evaluated
 * @since 0.1
 */
public record Evaluation(
    InteractionKey interaction,
    String evaluator,
    String version,
    @Nullable Double value,
    @Nullable Boolean passed,
    @Nullable String label,
    @Nullable FailureMode failureMode,
    @Nullable String explanation,
    @Nullable String unscored,
    @Nullable Double cost,
    double probability,
    Instant at) {

  /** Why there is no score of something of which nobody knows what was said. */
  public static final String NO_CONTENT = "no content: what was said was not sent, or not kept";

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if there is both a value and a reason for none, or neither, or
   *     a number is out of range
   */
  public Evaluation {
    Objects.requireNonNull(interaction, "interaction");
    Objects.requireNonNull(evaluator, "evaluator");
    Objects.requireNonNull(version, "version");
    at = at.truncatedTo(ChronoUnit.MICROS);
    if ((value == null) == (unscored == null)) {
      throw new IllegalArgumentException(
          "value: " + value + ", unscored: " + unscored + " (expected: exactly one of them)");
    }
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 < probability <= 1)");
    }
  }

  /** The same, failing in this way where it failed and did not say how itself. */
  public Evaluation failingBy(@Nullable FailureMode mode) {
    return Boolean.FALSE.equals(passed) && failureMode == null ? copy(mode, probability) : this;
  }

  /** The same, weighed by another probability, in {@code (0, 1]}. */
  public Evaluation withProbability(double probability) {
    return copy(failureMode, probability);
  }

  private Evaluation copy(@Nullable FailureMode mode, double probability) {
    return new Evaluation(
        interaction,
        evaluator,
        version,
        value,
        passed,
        label,
        mode,
        explanation,
        unscored,
        cost,
        probability,
        at);
  }

  /** What an evaluator said. */
  public static Evaluation of(
      InteractionKey interaction,
      String evaluator,
      String version,
      Score score,
      double probability,
      Instant at) {
    Double cost = score.usage().cost();
    if (score instanceof Score.Scored scored) {
      boolean failed = Boolean.FALSE.equals(scored.passed());
      return new Evaluation(
          interaction,
          evaluator,
          version,
          scored.value(),
          scored.passed(),
          scored.label(),
          failed ? scored.failureMode().orElse(null) : null,
          scored.explanation(),
          null,
          cost,
          probability,
          at);
    }
    String reason = ((Score.Unscored) score).reason();
    return new Evaluation(
        interaction,
        evaluator,
        version,
        null,
        null,
        null,
        null,
        null,
        reason,
        cost,
        probability,
        at);
  }

  /** Whether there is no score for want of content: it may be evaluated once that comes. */
  public boolean lacksContent() {
    return NO_CONTENT.equals(unscored);
  }
}
