package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import java.util.Comparator;

/**
 * The orders of runs that may end early: as the run's seed shuffles examples, so that whatever came
 * so far is a random sample. The same for the same examples, whoever asks.
 *
 * @since 0.1
 */
public final class RandomOrder {

  private RandomOrder() {}

  /**
   * Partition by partition, golden first: what came so far of each partition is a random sample of
   * it, but not of all examples.
   */
  public static Comparator<Example> byPartition(long seed) {
    return Comparator.comparing(Example::partition).thenComparing(acrossPartitions(seed));
  }

  /** All examples shuffled together: what came so far is a random sample of all, and of each. */
  public static Comparator<Example> acrossPartitions(long seed) {
    return Comparator.comparingLong((Example example) -> ExampleSeed.of(seed, example.id(), 0))
        .thenComparing(Example::id);
  }
}
