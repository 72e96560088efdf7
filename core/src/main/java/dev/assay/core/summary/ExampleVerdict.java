package dev.assay.core.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.verdict.Verdict;

/**
 * What one example came to, its repetitions reduced.
 *
 * @param id the example
 * @param partition its partition
 * @param verdict what its repetitions amount to
 * @param passShare the share it counts as passed: 1 or 0 by the verdict, with the reducer pass@k
 *     the estimate; 0 if unscored
 * @param repeats how many of its repetitions ran
 * @since 0.1
 */
public record ExampleVerdict(
    String id, Partition partition, Verdict verdict, double passShare, int repeats) {

  /** Checks the parts. */
  public ExampleVerdict {
    requireNonNull(id, "id");
    requireNonNull(partition, "partition");
    requireNonNull(verdict, "verdict");
    if (!(0 <= passShare && passShare <= 1)) {
      throw new IllegalArgumentException(
          "passShare: " + passShare + " (expected: 0 <= passShare <= 1)");
    }
  }
}
