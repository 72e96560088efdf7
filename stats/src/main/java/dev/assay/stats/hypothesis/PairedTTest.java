package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import java.util.Optional;

/**
 * Student's paired t test: is the mean difference of pairs other than 0.
 *
 * <p>Exact where the differences are normal, good for others from some tens of pairs on; where a
 * few pairs carry the whole difference, as when nine of ten are 0, prefer {@link SignFlipTest}.
 * Pairs must be independent, but for those of one group in {@link #testGroups}. Source: Student,
 * "The probable error of a mean", Biometrika 6 (1908); for groups see {@link
 * dev.assay.stats.interval.MeanInterval#ofGroups}.
 *
 * @since 0.1
 */
public final class PairedTTest {

  private static final PairedTTest DEFAULT = new PairedTTest(Alternative.TWO_SIDED, 0.95);

  private final Alternative alternative;
  private final double level;

  private PairedTTest(Alternative alternative, double level) {
    this.alternative = alternative;
    this.level = level;
  }

  /** Two-sided, with an interval of 95%. */
  public static PairedTTest withDefaults() {
    return DEFAULT;
  }

  /** Looks for this. The interval stays two-sided. */
  public PairedTTest with(Alternative alternative) {
    return new PairedTTest(requireNonNull(alternative, "alternative"), level);
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public PairedTTest withLevel(double level) {
    return new PairedTTest(alternative, Checks.level(level));
  }

  /**
   * Tests the differences {@code first[i] - second[i]}. The statistic is t.
   *
   * @return empty with fewer than two pairs, or where all differences are equal but for rounding:
   *     then there is no error to hold them against, and {@link SignFlipTest} has an answer
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<TestResult> test(double[] first, double[] second) {
    return MeanDifference.paired(first, second)
        .map(difference -> difference.test(0, alternative, level));
  }

  /**
   * The same where pairs of one group are not independent, such as repeats of one example. Good
   * from about 10 groups on.
   *
   * @param groupOf any number that names each pair's group
   * @return empty with fewer than two groups, or where groups do not deviate from the mean
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<TestResult> testGroups(double[] first, double[] second, int[] groupOf) {
    return MeanDifference.grouped(first, second, groupOf)
        .map(difference -> difference.test(0, alternative, level));
  }
}
