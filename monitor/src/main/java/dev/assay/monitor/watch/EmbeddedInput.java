package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The embedding of the input of an interaction that was drawn.
 *
 * @param interactionId the interaction
 * @param at when it began
 * @param model what made the embedding, with its version; of different models none are compared
 * @param vector the embedding, finite numbers; not to be changed
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // An embedding is large, and compared nowhere.
public record EmbeddedInput(String interactionId, Instant at, String model, float[] vector) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the vector is empty, longer than 16,384, or not finite
   */
  public EmbeddedInput {
    requireNonNull(interactionId, "interactionId");
    requireNonNull(at, "at");
    requireNonNull(model, "model");
    if (vector.length < 1 || vector.length > 16_384) {
      throw new IllegalArgumentException(
          "vector: " + vector.length + " numbers (expected: 1 to 16384)");
    }
    for (float each : vector) {
      if (!Float.isFinite(each)) {
        throw new IllegalArgumentException("vector: " + each + " (expected: finite numbers)");
      }
    }
  }
}
