package dev.assay.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That somebody changed something.
 *
 * @param id the entry's id
 * @param at when
 * @param actor who, by the name of the key or {@code local}
 * @param action what was done, such as {@code user.delete}
 * @param subject to what
 * @param detail more, without content
 * @since 0.1
 */
public record AuditEntry(
    String id,
    Instant at,
    String actor,
    String action,
    @Nullable String subject,
    @Nullable String detail) {

  /** Checks the parts. */
  public AuditEntry {
    Objects.requireNonNull(id, "id");
    at = at.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(action, "action");
  }
}
