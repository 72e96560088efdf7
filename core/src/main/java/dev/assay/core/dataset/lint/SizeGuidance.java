package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Partition;
import java.util.Optional;

/**
 * How many examples a partition should have.
 *
 * @param least with fewer a rate says little
 * @param most with more it costs time and hardly says more
 * @since 0.1
 */
public record SizeGuidance(int least, int most) {

  /** For a partition; empty where as many as there are is right. */
  public static Optional<SizeGuidance> of(Partition partition) {
    return switch (partition) {
      case GOLDEN -> Optional.of(new SizeGuidance(50, 200));
      case DISTRIBUTION -> Optional.of(new SizeGuidance(500, 5000));
      case REGRESSION, ADVERSARIAL -> Optional.empty();
    };
  }

  /** Whether so many are as many as there should be. */
  public boolean holds(long n) {
    return least <= n && n <= most;
  }
}
