package dev.assay.server.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which page.
 *
 * @param cursor the item next to it, not on it; null for the latest or oldest page
 * @param direction on which side of the cursor
 * @param limit how many items at most, from 1 to 1,000
 * @since 0.1
 */
public record PageRequest(@Nullable Cursor cursor, Direction direction, int limit) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the limit is out of range
   */
  public PageRequest {
    Objects.requireNonNull(direction, "direction");
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to 1000)");
    }
  }

  /** The latest. */
  public static PageRequest first(int limit) {
    return new PageRequest(null, Direction.OLDER, limit);
  }

  /** What is older than the cursor. */
  public static PageRequest olderThan(Cursor cursor, int limit) {
    return new PageRequest(Objects.requireNonNull(cursor, "cursor"), Direction.OLDER, limit);
  }

  /** What is newer than the cursor, and nearest to it. */
  public static PageRequest newerThan(Cursor cursor, int limit) {
    return new PageRequest(Objects.requireNonNull(cursor, "cursor"), Direction.NEWER, limit);
  }

  /** On which side of the cursor a page lies. */
  public enum Direction {
    /** Older items. */
    OLDER,
    /** Newer items. */
    NEWER
  }
}
