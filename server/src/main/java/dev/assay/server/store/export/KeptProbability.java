package dev.assay.server.store.export;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.server.store.Decision;
import dev.assay.server.store.InteractionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * With which probability an interaction's content was kept: that with which any sampled evaluator
 * was to look at it.
 *
 * <p>Evaluators of one group share their draw, so that of a group the greatest probability counts;
 * groups are drawn apart. Of evaluators that are no longer configured the group is taken to be
 * {@link SampledEvaluator#TOGETHER}.
 *
 * @since 0.1
 */
public final class KeptProbability {

  // Why the sampler decides as it does, but for what it decides about everything.
  private static final List<String> DRAWN = List.of("rate", "floor", "budget", "rule");

  private final Map<String, String> groups;

  /** By the groups of the sampled evaluators. */
  public KeptProbability(Map<String, String> groups) {
    this.groups = Map.copyOf(requireNonNull(groups, "groups"));
  }

  /** In {@code [0, 1]}; 0 where nobody was to look at it. */
  public double of(InteractionRow row) {
    Map<String, Double> greatest = new HashMap<>();
    for (Decision decision : row.decisions()) {
      if (ofSample(decision)) {
        String group = groups.getOrDefault(decision.evaluator(), SampledEvaluator.TOGETHER);
        greatest.merge(group, decision.probability(), Math::max);
      }
    }
    if (greatest.size() == 1) {
      return greatest.values().iterator().next();
    }
    double none = 1;
    for (double probability : greatest.values()) {
      none *= 1 - probability;
    }
    return 1 - none;
  }

  // What looks at everything, or at as much as the machine can, keeps no content, nor do rows tell
  // of outcomes for the sake of it.
  private static boolean ofSample(Decision decision) {
    return DRAWN.stream().anyMatch(decision.reason()::startsWith);
  }
}
