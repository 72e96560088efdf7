package dev.assay.core.summary;

import dev.assay.core.dataset.Partition;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.verdict.PassPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the results of a run into numbers.
 *
 * <p>An example counts once. Its repetitions become one result by the run's reducer:
 *
 * <ul>
 *   <li>{@code mean}: each evaluator's values are averaged and the policy decides on the means; a
 *       rule broken once is broken, and a target that failed once fails the example. An evaluator
 *       that could not score one repetition has no mean.
 *   <li>{@code all}: every repetition must pass. {@code any}: one must.
 *   <li>{@code pass@k}: the example counts as the unbiased estimate of the chance that one of k
 *       tries passes; it is shown as passed if that is 1. The partition's pass rate is the mean of
 *       these, with Student's t interval.
 * </ul>
 *
 * <p>Repetitions and examples that were planned and did not run, or could not be scored, count as
 * unscored unless they could not change the outcome; those that a run which was decided early did
 * not need count nowhere. Rates have Wilson's interval at 95%, means Student's, with an example's
 * repetitions averaged first, for they are not independent. Latencies are those of calls that
 * answered, quantiles of Hyndman and Fan's type 7; answers from the cache count neither for latency
 * nor for usage, for this run did not wait or pay for them.
 *
 * <p>Where an evaluator has a value for many outputs together, such as corpus BLEU, it is computed
 * from the examples that the evaluator scored in every repetition; see {@link CorpusEstimate}.
 *
 * @since 0.1
 */
public final class RunSummaries {

  private RunSummaries() {}

  /**
   * Summarises a run.
   *
   * @param header what was planned, and how repetitions are reduced
   * @param results what happened; an example's repetitions in any order
   * @param policy decides on the means of repetitions, and for single evaluators what passed
   */
  public static RunSummary of(RunHeader header, List<ExampleResult> results, PassPolicy policy) {
    List<Repeats.Reduced> reduced = reduce(header, results, policy);
    CorpusValues corpus = new CorpusValues();
    List<RunSummary.PartitionSummary> partitions = new ArrayList<>();
    int planned = 0;
    for (Partition partition : Partition.values()) {
      List<Repeats.Reduced> here =
          reduced.stream().filter(r -> r.partition() == partition).toList();
      // What a run that was decided early did not need is neither unscored nor missing.
      int plannedHere =
          header.status() == RunStatus.DECIDED
              ? here.size()
              : Math.max(header.planned().getOrDefault(partition, 0), here.size());
      planned += plannedHere;
      if (plannedHere > 0) {
        List<ExampleResult> calls =
            results.stream().filter(r -> r.example().partition() == partition).toList();
        partitions.add(
            new RunSummary.PartitionSummary(
                partition, new Slice(header, policy, here, calls, corpus).summary(plannedHere)));
      }
    }
    return new RunSummary(
        partitions,
        new Slice(header, policy, reduced, results, corpus).summary(planned),
        reduced.stream().map(Repeats.Reduced::verdict).toList(),
        JudgeSummaries.of(header, results));
  }

  /** What the examples of a run came to, reduced, without the rest of its summary. */
  public static List<ExampleVerdict> verdicts(
      RunHeader header, List<ExampleResult> results, PassPolicy policy) {
    return reduce(header, results, policy).stream().map(Repeats.Reduced::verdict).toList();
  }

  private static List<Repeats.Reduced> reduce(
      RunHeader header, List<ExampleResult> results, PassPolicy policy) {
    Map<String, List<ExampleResult>> byExample = new LinkedHashMap<>();
    for (ExampleResult result : results) {
      byExample.computeIfAbsent(result.example().id(), id -> new ArrayList<>(1)).add(result);
    }
    List<Repeats.Reduced> reduced = new ArrayList<>(byExample.size());
    byExample.values().forEach(r -> reduced.add(Repeats.reduce(r, header.options(), policy)));
    return reduced;
  }
}
