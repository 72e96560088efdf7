package dev.assay.server.review;

import static java.util.Objects.requireNonNull;

import dev.assay.server.store.InteractionKey;
import java.util.List;

/**
 * What is in a queue, for one person.
 *
 * @param queue the queue
 * @param items all that belongs there, in the order in which it is best looked at
 * @param open those of them that this person has not answered
 * @param left how many more belong there than are taken
 * @since 0.1
 */
public record ReviewItems(
    ReviewQueue queue, List<InteractionKey> items, List<InteractionKey> open, int left) {

  /** Copies the lists. */
  public ReviewItems {
    requireNonNull(queue, "queue");
    items = List.copyOf(items);
    open = List.copyOf(open);
  }

  /** How many are answered. */
  public int done() {
    return items.size() - open.size();
  }

  /** How many belong there. */
  public int total() {
    return items.size() + left;
  }
}
