package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Score;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.WorkItem;
import java.time.Duration;
import java.time.Instant;

/**
 * What came of a unit of work.
 *
 * @param item the unit, as it is to stand if it is to stand
 * @param ending how it ended
 * @param score what the evaluator said; unscored, with the reason, where it was given up
 * @param evaluation the score as it is stored
 * @param took how long the last attempt took
 * @since 0.1
 */
public record Finished(
    WorkItem item, Ending ending, Score score, Evaluation evaluation, Duration took) {

  /** How a unit ended. */
  public enum Ending {
    /** It was evaluated, be it without a score. */
    EVALUATED,
    /** It failed as often as it may. It is kept, given up, for a person to see. */
    DEAD,
    /** It waited longer than it may. */
    EXPIRED
  }

  /** Checks the parts. */
  public Finished {
    requireNonNull(item, "item");
    requireNonNull(ending, "ending");
    requireNonNull(score, "score");
    requireNonNull(evaluation, "evaluation");
    requireNonNull(took, "took");
  }

  /** The interaction. */
  public InteractionKey interaction() {
    return item.interaction();
  }

  /** The evaluator's name. */
  public String evaluator() {
    return item.evaluator();
  }

  /** The evaluator's version. */
  public String version() {
    return item.version();
  }

  /** The inclusion probability that its weight is the inverse of. */
  public double probability() {
    return evaluation.probability();
  }

  /** When it was evaluated or given up. */
  public Instant at() {
    return evaluation.at();
  }

  /** Puts the evaluation into {@code batch}, and the unit, removed or given up. */
  public void writeTo(Batch.Builder batch) {
    batch.put(evaluation);
    if (ending == Ending.DEAD) {
      batch.put(item);
    } else {
      batch.done(item.key());
    }
  }
}
