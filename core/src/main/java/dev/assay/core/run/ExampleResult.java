package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * What happened with one example in one repetition: a line of the journal.
 *
 * @param example the example, as it was when it ran
 * @param repeat which repetition, from 0
 * @param interaction the target's answer or failure
 * @param scores one per evaluator that applies, in suite order; none if the target failed
 * @param verdict what they amount to under the policy at the time
 * @param cached whether the output came from the cache
 * @param timestamp when it was finished
 * @since 0.1
 */
public record ExampleResult(
    Example example,
    int repeat,
    Interaction interaction,
    List<EvaluatorScore> scores,
    Verdict verdict,
    boolean cached,
    Instant timestamp) {

  /** Checks and copies the parts. */
  public ExampleResult {
    requireNonNull(example, "example");
    requireNonNull(interaction, "interaction");
    scores = List.copyOf(scores);
    requireNonNull(verdict, "verdict");
    requireNonNull(timestamp, "timestamp");
  }

  /** The same result with another verdict. */
  public ExampleResult withVerdict(Verdict verdict) {
    return new ExampleResult(example, repeat, interaction, scores, verdict, cached, timestamp);
  }
}
