package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import org.jspecify.annotations.Nullable;

/**
 * A shared example that passes in one run and fails in the other.
 *
 * @param id the example
 * @param partition its partition
 * @param newlyFailing whether it failed in the candidate; it passed there otherwise
 * @param failureMode how it failed, in the run in which it did
 * @since 0.1
 */
public record Flip(
    String id, Partition partition, boolean newlyFailing, @Nullable FailureMode failureMode) {

  /** Checks the parts. */
  public Flip {
    requireNonNull(id, "id");
    requireNonNull(partition, "partition");
  }
}
