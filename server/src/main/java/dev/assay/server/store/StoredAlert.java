package dev.assay.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands.
 *
 * @param id the same through all its states
 * @param monitor the monitor that found it
 * @param slice the slice it is about
 * @param state its state, as the monitors name it, such as {@code firing}
 * @param severity how bad, such as {@code high}
 * @param openedAt when it began
 * @param updatedAt when it last changed
 * @param closedAt when it was resolved; null while it is open
 * @param json everything else, as a JSON object
 * @since 0.1
 */
public record StoredAlert(
    String id,
    String monitor,
    String slice,
    String state,
    String severity,
    Instant openedAt,
    Instant updatedAt,
    @Nullable Instant closedAt,
    String json) {

  /** Checks the parts. */
  public StoredAlert {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(monitor, "monitor");
    Objects.requireNonNull(slice, "slice");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(severity, "severity");
    openedAt = openedAt.truncatedTo(ChronoUnit.MICROS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    closedAt = closedAt == null ? null : closedAt.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(json, "json");
  }
}
