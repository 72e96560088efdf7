package dev.assay.server.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The store did not do what it was asked to. Of a batch, nothing is then stored.
 *
 * @since 0.1
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Says why, and what it was found by. */
  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** Why a store refuses. */
  public enum Kind {
    /** The disk refuses, be it full or broken; try again later. */
    STORAGE,
    /** The database does not answer; try again later. */
    UNAVAILABLE,
    /** The store is closed; trying again does not help. */
    CLOSED,
    /** What is stored cannot be read, or the database refuses for a reason of its own. */
    BROKEN
  }
}
