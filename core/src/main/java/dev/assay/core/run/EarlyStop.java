package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import java.util.Comparator;
import java.util.List;

/**
 * Ends a run as soon as enough is known. Hears of examples one by one in its order, whatever order
 * they finish in. Called by one thread at a time.
 *
 * @since 0.1
 */
public interface EarlyStop {

  /** The order in which examples run, and are heard of. */
  Comparator<Example> order();

  /** After how many examples heard of it is asked whether it knows enough, at least 1. */
  int chunk();

  /** Hears of the next example, in every repetition. Not of those of a settled partition. */
  void finished(List<ExampleResult> repetitions);

  /** Whether nothing more of {@code partition} needs to run. */
  boolean settled(Partition partition);

  /** Whether nothing more needs to run at all; so where every partition is settled or has run. */
  boolean over();

  /** Why nothing more needs to run. */
  String reason();
}
