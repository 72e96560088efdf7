package dev.assay.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A unit of evaluation work: one interaction, one version of an evaluator.
 *
 * @param interaction what to look at
 * @param evaluator the evaluator's name
 * @param version its version hash
 * @param state where it stands; what is done is removed, not stored
 * @param attempts how often it was tried
 * @param probability the inclusion probability the unit was drawn with, in {@code (0, 1]}
 * @param createdAt when it was queued
 * @param nextAt not before when it is to be tried
 * @param leaseUntil until when a worker has it; null if none has
 * @param lastError why the last attempt failed
 * @since 0.1
 */
public record WorkItem(
    InteractionKey interaction,
    String evaluator,
    String version,
    State state,
    int attempts,
    double probability,
    Instant createdAt,
    Instant nextAt,
    @Nullable Instant leaseUntil,
    @Nullable String lastError) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public WorkItem {
    Objects.requireNonNull(interaction, "interaction");
    Objects.requireNonNull(evaluator, "evaluator");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(state, "state");
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    nextAt = nextAt.truncatedTo(ChronoUnit.MICROS);
    leaseUntil = leaseUntil == null ? null : leaseUntil.truncatedTo(ChronoUnit.MICROS);
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts: " + attempts + " (expected: 0 or more)");
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 < probability <= 1)");
    }
  }

  /** What names the unit. */
  public WorkKey key() {
    return new WorkKey(interaction.id(), evaluator, version);
  }

  /** Where a unit of work stands. */
  public enum State {
    /** Waits for its time. */
    WAITING,
    /** A worker has it. */
    LEASED,
    /** Given up, for a person to see. */
    DEAD
  }
}
