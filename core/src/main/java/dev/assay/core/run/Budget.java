package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run may take; one that takes more ends as incomplete.
 *
 * @param partitions time for single partitions
 * @param total time for everything
 * @param cost money, as targets report it; null for no limit
 * @since 0.1
 */
public record Budget(Map<Partition, Duration> partitions, Duration total, @Nullable Double cost) {

  /** Five minutes for golden examples, twenty for all, no limit on cost. */
  public static final Budget DEFAULT =
      new Budget(Map.of(Partition.GOLDEN, Duration.ofMinutes(5)), Duration.ofMinutes(20), null);

  /** Checks and copies the parts. */
  public Budget {
    partitions = Map.copyOf(partitions);
    requireNonNull(total, "total");
  }
}
