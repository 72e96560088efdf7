package dev.assay.server.evaluation;

import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.WorkItem;
import java.time.Instant;

/**
 * Makes units of work: one interaction, one version of an evaluator.
 *
 * @since 0.1
 */
public final class EvaluationUnit {

  private EvaluationUnit() {}

  /**
   * A unit to be stored with the interaction and its content, and after that to be given to {@link
   * EvaluationWorkers#enqueue}.
   *
   * @param probability the inclusion probability it was drawn with, in {@code (0, 1]}
   * @param now when it is queued
   */
  public static WorkItem workItem(
      InteractionKey interaction, OnlineEvaluator evaluator, double probability, Instant now) {
    return new WorkItem(
        interaction,
        evaluator.name(),
        evaluator.version(),
        WorkItem.State.WAITING,
        0,
        probability,
        now,
        now,
        null,
        null);
  }
}
