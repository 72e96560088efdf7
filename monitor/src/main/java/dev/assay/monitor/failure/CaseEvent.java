package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a case.
 *
 * @param status what it became
 * @param at when
 * @param by who or what did it, such as a person, {@code production}, or a run
 * @param note why; null if they did not say
 * @since 0.1
 */
public record CaseEvent(CaseStatus status, Instant at, String by, @Nullable String note) {

  /** Checks the parts. */
  public CaseEvent {
    requireNonNull(status, "status");
    requireNonNull(at, "at");
    requireNonNull(by, "by");
  }
}
