package dev.assay.core.evaluator.grounding;

import dev.assay.core.interaction.Passage;
import java.util.List;

/**
 * What the fitted model sees of an output: for programs that fit it.
 *
 * @param values the features, in the order of {@link #names}
 * @param floor the least that the probability can be: an output in which nothing can be checked is
 *     not called hallucinated; 0 for others
 * @param cap the most that it can be, for what the output contradicts; 1 if nothing
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // rows of a matrix, made in one place and only read
public record GroundingFeatures(double[] values, double floor, double cap) {

  /** The names of the features. */
  public static List<String> names() {
    return OutputFeatures.names();
  }

  /** Whether more of the named feature speaks for the context: its coefficient is not negative. */
  public static boolean higherIsBetter(String name) {
    return OutputFeatures.higherIsBetter(name);
  }

  /** The features of {@code output}. An output with nothing to check is compared as it is. */
  public static GroundingFeatures of(String output, List<Passage> context) {
    return Reading.of(output, ContextIndex.of(context, ContextCache.MOST_CHARACTERS)).toFeatures();
  }

  /** What becomes of the probability that the fitted model gives. */
  public double bounded(double probability) {
    return Math.max(floor, Math.min(cap, probability));
  }
}
