package dev.assay.monitor.behaviour;

import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.monitor.sampling.SampledEvaluator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * With which probability an interaction came through several draws. Those of one group are by one
 * number, so that whoever is below the least probability is below all; those of different groups
 * have nothing to do with each other, so that their probabilities multiply.
 */
final class Draws {

  private double sampled = 1;
  private double cheap = 1;
  private @Nullable Map<String, Double> others;

  /** It came through one more. */
  void take(String group, double probability) {
    if (group.equals(SampledEvaluator.TOGETHER)) {
      sampled = Math.min(sampled, probability);
    } else if (group.equals(LoadShedding.GROUP)) {
      cheap = Math.min(cheap, probability);
    } else {
      if (others == null) {
        others = new HashMap<>();
      }
      others.merge(group, probability, Math::min);
    }
  }

  /** The probability of having come through all; never 0. */
  double probability() {
    double product = sampled * cheap;
    if (others != null) {
      for (double each : others.values()) {
        product *= each;
      }
    }
    return Math.max(Double.MIN_NORMAL, product);
  }
}
