package dev.assay.otel.emit;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A score to tell others.
 *
 * @param name what was judged, as people know it: the evaluator's alias in the suite, or its name
 * @param evaluator the evaluator's own name
 * @param version the evaluator's version; scores of different versions are not comparable
 * @param score what it said
 * @param failure for an unscored one a word of few, such as {@code timeout}; null if none fits
 * @param subject what it is about
 * @param annotator what kind of evaluator it is
 * @param at when it was scored
 * @param took how long that took
 * @since 0.1
 */
public record EmittedScore(
    String name,
    String evaluator,
    String version,
    Score score,
    @Nullable String failure,
    Subject subject,
    Annotator annotator,
    Instant at,
    Duration took) {

  /** Checks the parts. */
  public EmittedScore {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(evaluator, "evaluator");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(annotator, "annotator");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(took, "took");
  }
}
