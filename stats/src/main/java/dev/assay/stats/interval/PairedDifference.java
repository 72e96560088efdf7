package dev.assay.stats.interval;

import dev.assay.stats.internal.Checks;
import java.util.Optional;

/**
 * Student's t interval for the mean difference of pairs, the first less the second: the same
 * examples given to two systems.
 *
 * <p>That of {@link MeanInterval} for the differences, with its conditions: exact where differences
 * are normal, good from some tens of pairs on, too narrow where a few pairs carry the whole
 * difference. Of differences that are all equal it is that one point. Source: Student, "The
 * probable error of a mean", Biometrika 6 (1908).
 *
 * @since 0.1
 */
public final class PairedDifference {

  private static final PairedDifference DEFAULT = new PairedDifference(MeanInterval.withDefaults());

  private final MeanInterval mean;

  private PairedDifference(MeanInterval mean) {
    this.mean = mean;
  }

  /** Covers with probability 0.95, for values without bounds. */
  public static PairedDifference withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public PairedDifference withLevel(double level) {
    return new PairedDifference(mean.withLevel(level));
  }

  /**
   * For values that cannot leave {@code [least, greatest]}, such as scores: the interval is cut at
   * what two of them can differ by.
   *
   * @throws IllegalArgumentException unless {@code least <= greatest}
   */
  public PairedDifference withBounds(double least, double greatest) {
    return new PairedDifference(mean.withBounds(least - greatest, greatest - least));
  }

  /**
   * Estimates the mean of {@code first[i] - second[i]}; empty for fewer than two pairs.
   *
   * @throws IllegalArgumentException if the lengths differ, or a difference is not finite or out of
   *     the bounds
   */
  public Optional<Estimate> of(double[] first, double[] second) {
    return mean.of(differences(first, second));
  }

  /**
   * Estimates the mean of {@code first[i] - second[i]} where pairs of one group are not
   * independent, such as repeats of one example; empty for fewer than two groups. Good from about
   * 10 groups on; see {@link MeanInterval#ofGroups}.
   *
   * @param groupOf any number that names each pair's group
   * @throws IllegalArgumentException if the lengths differ, or a difference is not finite or out of
   *     the bounds
   */
  public Optional<Estimate> ofGroups(double[] first, double[] second, int[] groupOf) {
    return mean.ofGroups(differences(first, second), groupOf);
  }

  private static double[] differences(double[] first, double[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = first[i] - second[i];
    }
    return differences;
  }
}
