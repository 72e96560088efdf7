package dev.assay.server.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a person did something, for the audit log.
 *
 * @param actor who, by the name of the key or {@code local}
 * @param at when
 * @param note why, in the person's words; hostile
 * @since 0.1
 */
public record Deed(String actor, Instant at, @Nullable String note) {

  /** Checks the parts. */
  public Deed {
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(at, "at");
  }
}
