package dev.assay.monitor.failure;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In which case a failure is counted from now on.
 *
 * @param interactionId the failure
 * @param at when it began
 * @param caseId the case; null if it turned out to be no failure
 * @since 0.1
 */
public record Membership(String interactionId, Instant at, @Nullable String caseId) {

  /** Checks the parts. */
  public Membership {
    Objects.requireNonNull(interactionId, "interactionId");
    Objects.requireNonNull(at, "at");
  }
}
