package dev.assay.otel.emit;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Score.Scored;
import dev.assay.core.evaluator.Score.Unscored;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a score, whatever the form.
 *
 * @param value the number; null if unscored
 * @param label a word for it: its own, or pass or fail
 * @param explanation why; null if there is none or it is not to be told
 * @param failure the kind of failure; null if scored
 */
record Told(
    @Nullable Double value,
    @Nullable String label,
    @Nullable String explanation,
    @Nullable String failure) {

  private static final int LONGEST = 4_000;

  static Told of(EmittedScore emitted, EmitOptions options) {
    Score score = emitted.score();
    if (score instanceof Scored scored) {
      return new Told(
          scored.value(), label(scored), explanation(scored.explanation(), options), null);
    }
    String failure = emitted.failure();
    String reason = ((Unscored) score).reason();
    return new Told(
        null,
        null,
        explanation(reason, options),
        failure == null || failure.isBlank() ? "unscored" : failure);
  }

  private static @Nullable String label(Scored scored) {
    if (scored.label() != null) {
      return scored.label();
    }
    Boolean passed = scored.passed();
    return passed == null ? null : passed ? "pass" : "fail";
  }

  private static @Nullable String explanation(@Nullable String text, EmitOptions options) {
    if (!options.explanations() || text == null || text.isBlank()) {
      return null;
    }
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }

  /** Nanoseconds since 1970. */
  static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
