package dev.assay.core.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Usage;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some examples in numbers.
 *
 * @param planned how many examples the run was to have here; of a run that was decided early, those
 *     that ran
 * @param passed how many passed
 * @param failed how many failed
 * @param unscored how many could not be told, those that never ran included; {@code passed + failed
 *     + unscored = planned}
 * @param passRate passed among passed and failed, with its interval; with the reducer pass@k the
 *     mean of the examples' pass@k; null if none passed or failed
 * @param evaluators one per evaluator, in suite order
 * @param failureModes how often each mode, most frequent first
 * @param latency how long the target took; null if nothing was measured
 * @param usage what the target reported, added up
 * @since 0.1
 */
public record SliceSummary(
    int planned,
    int passed,
    int failed,
    int unscored,
    @Nullable Estimate passRate,
    List<EvaluatorSummary> evaluators,
    List<ModeCount> failureModes,
    @Nullable LatencySummary latency,
    Usage usage) {

  /** Checks and copies the parts. */
  public SliceSummary {
    evaluators = List.copyOf(evaluators);
    failureModes = List.copyOf(failureModes);
    requireNonNull(usage, "usage");
  }

  /** The share of planned examples that passed or failed; 0 if none was planned. */
  public double coverage() {
    return planned == 0 ? 0 : (double) (passed + failed) / planned;
  }

  /**
   * One evaluator on some examples.
   *
   * @param name the suite's name for it
   * @param version its version hash
   * @param scored how many examples it scored, in every repetition
   * @param unscored how many it could not score in some repetition, failed targets included
   * @param mean the mean of its values with its interval, an example's repetitions averaged first;
   *     null if it scored fewer than 2
   * @param passRate passed among those where it decided, with its interval; null if it decided none
   * @param unscoredReasons why it could not score, most frequent first, at most 5
   * @param corpus what its scores come to together, such as corpus BLEU, over the examples that it
   *     scored; null where there is no such value or it scored fewer than 2
   */
  public record EvaluatorSummary(
      String name,
      String version,
      int scored,
      int unscored,
      @Nullable Estimate mean,
      @Nullable Estimate passRate,
      List<String> unscoredReasons,
      @Nullable CorpusEstimate corpus) {

    /** Copies the reasons. */
    public EvaluatorSummary {
      unscoredReasons = List.copyOf(unscoredReasons);
    }

    /** An evaluator whose values have nothing but a mean. */
    public EvaluatorSummary(
        String name,
        String version,
        int scored,
        int unscored,
        @Nullable Estimate mean,
        @Nullable Estimate passRate,
        List<String> unscoredReasons) {
      this(name, version, scored, unscored, mean, passRate, unscoredReasons, null);
    }
  }

  /**
   * A failure mode and how many examples failed by it.
   *
   * @param mode the mode
   * @param count how many
   */
  public record ModeCount(FailureMode mode, int count) {}

  /**
   * Latency in milliseconds over the calls that answered, cached ones left out.
   *
   * @param n how many
   * @param p50 the median
   * @param p95 95% took at most this
   * @param p99 99% took at most this
   * @param max the longest
   */
  public record LatencySummary(int n, double p50, double p95, double p99, double max) {}
}
