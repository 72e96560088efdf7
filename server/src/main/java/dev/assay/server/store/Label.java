package dev.assay.server.store;

import dev.assay.core.evaluator.FailureMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person made of an interaction.
 *
 * @param id the same however often it is written
 * @param interaction which
 * @param evaluator the evaluator whose question was answered; null for the answer as a whole
 * @param annotator who judged
 * @param value the number on the evaluator's scale
 * @param passed whether it is good enough
 * @param failureMode how it failed
 * @param expected what the answer should have been
 * @param comment the person's own words
 * @param at when
 * @since 0.1
 */
public record Label(
    String id,
    InteractionKey interaction,
    @Nullable String evaluator,
    String annotator,
    @Nullable Double value,
    @Nullable Boolean passed,
    @Nullable FailureMode failureMode,
    @Nullable String expected,
    @Nullable String comment,
    Instant at) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the value is not finite
   */
  public Label {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(interaction, "interaction");
    Objects.requireNonNull(annotator, "annotator");
    at = at.truncatedTo(ChronoUnit.MICROS);
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
  }
}
