package dev.assay.core.interaction;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else made of an interaction: a person, another tool's evaluator, a guardrail.
 *
 * @param id the same however often it is sent
 * @param name what was judged, such as {@code correctness}
 * @param subject what it is about; may arrive before it
 * @param annotator who judged
 * @param value the number, in the sender's own scale; finite
 * @param label the category, if one was given
 * @param explanation why; hostile
 * @param error why there is no score, which is then never read as one
 * @param at when
 * @since 0.1
 */
public record ExternalScore(
    String id,
    String name,
    Subject subject,
    Annotator annotator,
    @Nullable Double value,
    @Nullable String label,
    @Nullable String explanation,
    @Nullable String error,
    Instant at) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the value is not finite
   */
  public ExternalScore {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(annotator, "annotator");
    Objects.requireNonNull(at, "at");
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
  }

  /** Who judges. */
  public enum Annotator {
    /** A person. */
    HUMAN,
    /** A language model. */
    LLM,
    /** A program. */
    CODE,
    /** The sender did not say. */
    UNKNOWN
  }
}
