package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import java.time.Instant;
import java.util.List;

/**
 * An evaluator made for production.
 *
 * @since 0.1
 */
public final class OnlineEvaluator {

  private final MonitoredEvaluator monitored;
  private final BoundEvaluator bound;
  private final List<String> models;

  OnlineEvaluator(MonitoredEvaluator monitored, BoundEvaluator bound, List<String> models) {
    this.monitored = requireNonNull(monitored, "monitored");
    this.bound = requireNonNull(bound, "bound");
    this.models = List.copyOf(models);
  }

  /** The name its scores carry. */
  public String name() {
    return bound.name();
  }

  /** What its values depend on, as {@link BoundEvaluator#version} says. */
  public String version() {
    return bound.version();
  }

  /** The evaluator. */
  public BoundEvaluator bound() {
    return bound;
  }

  /** Whether a language model has a part in its values. */
  public boolean judged() {
    return bound.judged();
  }

  /** Whether it looks at a sample rather than at everything. */
  public boolean sampled() {
    return monitored.sampled();
  }

  /** The chat models that it asks, such as {@code openai:gpt-4o-mini}; none for most. */
  public List<String> models() {
    return models;
  }

  /** What it is assumed to cost until that is known. */
  public double assumedCost() {
    return monitored.assumedCost();
  }

  /** How it is sampled. */
  public SampledEvaluator sampling() {
    return new SampledEvaluator(
        name(), monitored.group(), monitored.share(), monitored.assumedCost());
  }

  /**
   * A score as it is stored, with the way in which the answer failed if it did: the score's own, or
   * the evaluator's.
   */
  public Evaluation evaluation(
      InteractionKey interaction, Score score, double probability, Instant at) {
    return Evaluation.of(interaction, name(), version(), score, probability, at)
        .failingBy(bound.definition().failureMode());
  }

  @Override
  public String toString() {
    return name() + "@" + version();
  }
}
