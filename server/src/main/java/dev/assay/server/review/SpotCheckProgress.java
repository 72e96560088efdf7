package dev.assay.server.review;

import java.util.List;
import java.util.Objects;

/**
 * How far people have come with a check.
 *
 * @param check the check
 * @param labelled ids of interactions that somebody has judged
 * @param skipped ids of those that need no answer
 * @param gone ids of those whose content is no longer kept, so that nobody can judge them
 * @param open ids of those still to do
 * @since 0.1
 */
public record SpotCheckProgress(
    SpotCheck check,
    List<String> labelled,
    List<String> skipped,
    List<String> gone,
    List<String> open) {

  /** Copies the lists. */
  public SpotCheckProgress {
    Objects.requireNonNull(check, "check");
    labelled = List.copyOf(labelled);
    skipped = List.copyOf(skipped);
    gone = List.copyOf(gone);
    open = List.copyOf(open);
  }

  /** Whether nothing is left to do. */
  public boolean done() {
    return open.isEmpty();
  }
}
