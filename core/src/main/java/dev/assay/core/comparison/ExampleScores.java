package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one example came to in one run, without its texts: its repetitions are reduced, for they are
 * not independent.
 *
 * @param id the example
 * @param hash of what it asks and expects; the same id with another hash is another example
 * @param partition its partition
 * @param tags its tags
 * @param outcome what its repetitions amount to
 * @param passShare the share it counts as passed, from 0 to 1
 * @param failureMode how it failed; null unless it did
 * @param values the mean of each evaluator's values over the repetitions; none for an evaluator
 *     that did not score them all, and no time of an answer from the cache
 * @param unscored the evaluators that were to score it and did not, in every repetition
 * @param latencies of the calls that answered, in milliseconds; none from the cache
 * @param tokens read and written, the mean over the repetitions; null if not reported
 * @param cost the mean over the repetitions; null if not known
 * @since 0.1
 */
public record ExampleScores(
    String id,
    String hash,
    Partition partition,
    List<String> tags,
    Verdict.Outcome outcome,
    double passShare,
    @Nullable FailureMode failureMode,
    Map<String, Double> values,
    Set<String> unscored,
    List<Double> latencies,
    @Nullable Double tokens,
    @Nullable Double cost) {

  /** Checks and copies the parts. */
  public ExampleScores {
    requireNonNull(id, "id");
    requireNonNull(hash, "hash");
    requireNonNull(partition, "partition");
    tags = List.copyOf(tags);
    requireNonNull(outcome, "outcome");
    values = Map.copyOf(values);
    unscored = Set.copyOf(unscored);
    latencies = List.copyOf(latencies);
  }

  /** Whether it passed or failed. */
  public boolean decided() {
    return outcome != Verdict.Outcome.UNSCORED;
  }
}
