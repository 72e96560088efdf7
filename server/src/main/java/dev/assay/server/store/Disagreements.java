package dev.assay.server.store;

import java.util.List;

/**
 * Some of the interactions on which an evaluator and users disagree.
 *
 * @param items those that were asked for, the latest first
 * @param total how many there are; 0 where {@code items} is empty
 * @since 0.1
 */
public record Disagreements(List<InteractionKey> items, int total) {

  /** Copies the list. */
  public Disagreements {
    items = List.copyOf(items);
  }
}
