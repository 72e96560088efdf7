package dev.assay.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Names a stored interaction. The time is part of it because rows lie in order of time: with it a
 * row is found without looking at all the others.
 *
 * @param id the interaction's id
 * @param startedAt when the request began, as stored; cut to microseconds
 * @since 0.1
 */
public record InteractionKey(String id, Instant startedAt) {

  /** Checks the parts. */
  public InteractionKey {
    Objects.requireNonNull(id, "id");
    startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
