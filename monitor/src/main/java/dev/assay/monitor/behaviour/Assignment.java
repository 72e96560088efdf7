package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.monitor.sampling.SampledEvaluator;

/**
 * That an evaluator was, or was not, to look at an interaction.
 *
 * @param evaluator its name
 * @param judged whether a model judges: such are asked last
 * @param awaited whether it tells later than at once
 * @param selected whether it looks
 * @param probability with which it was to, in (0, 1]
 * @param mode how an answer failed that it finds failing, where its score does not say
 * @param draw the group whose draw decided: of one group the smaller sample lies within the larger
 * @since 0.1
 */
public record Assignment(
    String evaluator,
    boolean judged,
    boolean awaited,
    boolean selected,
    double probability,
    FailureMode mode,
    String draw) {

  /** One of the common draws: of what is sampled if it is awaited, else of cheap evaluators. */
  public Assignment(
      String evaluator,
      boolean judged,
      boolean awaited,
      boolean selected,
      double probability,
      FailureMode mode) {
    this(
        evaluator,
        judged,
        awaited,
        selected,
        probability,
        mode,
        awaited ? SampledEvaluator.TOGETHER : LoadShedding.GROUP);
  }

  /** One that is awaited if a model judges. */
  public Assignment(
      String evaluator, boolean judged, boolean selected, double probability, FailureMode mode) {
    this(evaluator, judged, judged, selected, probability, mode);
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the probability is out of range or a name above 200
   *     characters
   */
  public Assignment {
    requireNonNull(mode, "mode");
    checkLength("evaluator", evaluator);
    checkLength("draw", draw);
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: above 0, at most 1)");
    }
  }

  private static void checkLength(String name, String value) {
    if (value.length() > 200) {
      throw new IllegalArgumentException(
          name + ": " + value.length() + " characters (expected: at most 200)");
    }
  }
}
