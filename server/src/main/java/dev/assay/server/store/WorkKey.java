package dev.assay.server.store;

import java.util.Objects;

/**
 * Names a unit of work.
 *
 * @param interactionId what to look at
 * @param evaluator the evaluator's name
 * @param version its version hash
 * @since 0.1
 */
public record WorkKey(String interactionId, String evaluator, String version) {

  /** Checks the parts. */
  public WorkKey {
    Objects.requireNonNull(interactionId, "interactionId");
    Objects.requireNonNull(evaluator, "evaluator");
    Objects.requireNonNull(version, "version");
  }
}
