package dev.assay.server.store;

import dev.assay.core.evaluator.FailureMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure case: a JSON document, and what it is found by.
 *
 * @param id the case's id
 * @param feature the part of the application it happens in
 * @param failureMode how the answers fail
 * @param status where it stands in its life, as the monitor names it
 * @param title a line for people
 * @param size how many failures it holds
 * @param firstSeen when the first of them began
 * @param lastSeen when the last of them began
 * @param json the whole case, as a JSON object
 * @since 0.1
 */
public record StoredFailureCase(
    String id,
    @Nullable String feature,
    @Nullable FailureMode failureMode,
    String status,
    String title,
    long size,
    Instant firstSeen,
    Instant lastSeen,
    String json) {

  /** Checks the parts. */
  public StoredFailureCase {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(title, "title");
    firstSeen = firstSeen.truncatedTo(ChronoUnit.MICROS);
    lastSeen = lastSeen.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(json, "json");
  }
}
