package dev.assay.server.store;

import java.util.List;
import java.util.Objects;

/**
 * What was removed with a user.
 *
 * @param removed how many rows
 * @param interactionIds the interactions, so that memory and queues forget them too
 * @param failureCases the failure cases that held one of them, whose documents may quote it
 * @since 0.1
 */
public record UserDeletion(
    Removed removed, List<String> interactionIds, List<String> failureCases) {

  /** Copies the lists. */
  public UserDeletion {
    Objects.requireNonNull(removed, "removed");
    interactionIds = List.copyOf(interactionIds);
    failureCases = List.copyOf(failureCases);
  }
}
