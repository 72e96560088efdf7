package dev.assay.server.store;

import java.util.Objects;

/**
 * A stored row, and whether what was said is kept.
 *
 * @param row the row
 * @param hasContent whether there is content
 * @since 0.1
 */
public record ListedInteraction(InteractionRow row, boolean hasContent) {

  /** Checks the parts. */
  public ListedInteraction {
    Objects.requireNonNull(row, "row");
  }
}
