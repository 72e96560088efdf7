package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

import dev.assay.server.api.access.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key, without the key itself.
 *
 * @param id what it is known by; part of the key, and no secret
 * @param name what people call it
 * @param scopes what it is for, at least one
 * @param created when
 * @param lastUsed the beginning of the hour in which it was last used; null if never
 * @param revoked when it was withdrawn; null while it holds
 * @since 0.1
 */
public record ApiKey(
    String id,
    String name,
    Set<Scope> scopes,
    Instant created,
    @Nullable Instant lastUsed,
    @Nullable Instant revoked) {

  /** Checks and copies the parts. */
  public ApiKey {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    scopes = Set.copyOf(scopes);
    requireNonNull(created, "created");
  }

  /** Whether it has not been withdrawn. */
  public boolean active() {
    return revoked == null;
  }
}
