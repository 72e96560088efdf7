package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluator, or a rule, found about one interaction. It holds no content.
 *
 * @param id the same however often it is given
 * @param interactionId the interaction
 * @param at when the interaction began
 * @param evaluator who found it
 * @param category what the evaluator is about; null for a rule
 * @param mode how the answer failed; null if it did not
 * @param value the score; NaN where there is none
 * @param label the label, if there is one
 * @param dimensions values of the interaction by dimension, such as {@code feature}; those that it
 *     did not say are left out
 * @since 0.1
 */
public record Finding(
    String id,
    String interactionId,
    Instant at,
    String evaluator,
    @Nullable Category category,
    @Nullable FailureMode mode,
    double value,
    @Nullable String label,
    Map<String, String> dimensions) {

  /** Who found what the exchange says of itself, such as an error. */
  public static final String RULES = "rules";

  /** Copies the dimensions. */
  public Finding {
    requireNonNull(id, "id");
    requireNonNull(interactionId, "interactionId");
    requireNonNull(at, "at");
    requireNonNull(evaluator, "evaluator");
    dimensions = Map.copyOf(dimensions);
  }

  /** The values in order of their dimensions. */
  TreeMap<String, String> inOrder() {
    return new TreeMap<>(dimensions);
  }
}
