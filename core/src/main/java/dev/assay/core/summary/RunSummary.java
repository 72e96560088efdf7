package dev.assay.core.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import java.util.List;
import java.util.Optional;

/**
 * A run in numbers. An example counts once, its repetitions reduced.
 *
 * @param partitions one per partition that has examples, in the order of {@link Partition}
 * @param overall all of them together
 * @since 0.1
 */
public record RunSummary(List<PartitionSummary> partitions, SliceSummary overall) {

  /** Checks and copies the parts. */
  public RunSummary {
    partitions = List.copyOf(partitions);
    requireNonNull(overall, "overall");
  }

  /** The summary of one partition, if it has examples. */
  public Optional<SliceSummary> of(Partition partition) {
    return partitions.stream()
        .filter(p -> p.partition() == partition)
        .map(PartitionSummary::slice)
        .findFirst();
  }

  /**
   * One partition in numbers.
   *
   * @param partition which
   * @param slice its numbers
   */
  public record PartitionSummary(Partition partition, SliceSummary slice) {}
}
