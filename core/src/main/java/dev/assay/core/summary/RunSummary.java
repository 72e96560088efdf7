package dev.assay.core.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A run in numbers. An example counts once, its repetitions reduced.
 *
 * @param partitions one per partition that has examples, in the order of {@link Partition}
 * @param overall all of them together
 * @param examples every example that ran, reduced, in the order of the results
 * @param judges how the judges among its evaluators behaved, in suite order
 * @since 0.1
 */
public record RunSummary(
    List<PartitionSummary> partitions,
    SliceSummary overall,
    List<ExampleVerdict> examples,
    List<JudgeSummary> judges) {

  /** Checks and copies the parts. */
  public RunSummary {
    partitions = List.copyOf(partitions);
    requireNonNull(overall, "overall");
    examples = List.copyOf(examples);
    judges = List.copyOf(judges);
  }

  /** A summary of a run without judges. */
  public RunSummary(
      List<PartitionSummary> partitions, SliceSummary overall, List<ExampleVerdict> examples) {
    this(partitions, overall, examples, List.of());
  }

  /** A summary that names no example. */
  public RunSummary(List<PartitionSummary> partitions, SliceSummary overall) {
    this(partitions, overall, List.of());
  }

  /** The ids of the examples of one partition that ended as {@code outcome}, in order. */
  public List<String> ids(Partition partition, Verdict.Outcome outcome) {
    return examples.stream()
        .filter(e -> e.partition() == partition && e.verdict().outcome() == outcome)
        .map(ExampleVerdict::id)
        .toList();
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
