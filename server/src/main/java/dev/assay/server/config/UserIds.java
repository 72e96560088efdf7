package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the ids of users.
 *
 * @param mode what is stored
 * @param salt what hashes are keyed with, for {@link Mode#HASH}; null for one generated in the data
 *     directory
 * @since 0.1
 */
public record UserIds(Mode mode, @Nullable Secret salt) {

  /** Checks the parts. */
  public UserIds {
    requireNonNull(mode, "mode");
  }

  /** What is stored of an id. */
  public enum Mode {
    /** The id as it came. */
    KEEP,
    /** A keyed hash: the same for the same id, and nobody without the key finds the id. */
    HASH,
    /** Nothing. */
    DROP
  }
}
