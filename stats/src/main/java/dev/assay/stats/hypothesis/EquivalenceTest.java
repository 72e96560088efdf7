package dev.assay.stats.hypothesis;

import dev.assay.stats.interval.PairedOutcomes;
import java.util.Optional;

/**
 * Are two alike but for a margin, which no test that fails to find a difference shows: two
 * one-sided tests (TOST), that the difference is above the negative margin and that it is below the
 * margin, must both be significant.
 *
 * <p>The tests, their conditions and the interval are those of {@link NonInferiorityTest}; the
 * p-value is the greater of the two, the statistic that test's. It is significant just where the
 * interval of level {@code 1 - 2 significance} lies within the margins. Source: D. J. Schuirmann,
 * "A comparison of the two one-sided tests procedure and the power approach for assessing the
 * equivalence of average bioavailability", Journal of Pharmacokinetics and Biopharmaceutics 15
 * (1987).
 *
 * @since 0.1
 */
public final class EquivalenceTest {

  private final double margin;
  private final double significance;
  private final Comparisons comparisons;

  private EquivalenceTest(double margin, double significance, Comparisons comparisons) {
    this.margin = margin;
    this.significance = significance;
    this.comparisons = comparisons;
  }

  /**
   * With a margin in the unit of the scores (for pass rates, of 1), and significance 0.05.
   *
   * @throws IllegalArgumentException if the margin is not above 0 and finite
   */
  public static EquivalenceTest of(double margin) {
    return new EquivalenceTest(Significance.margin(margin), 0.05, Comparisons.UNBOUNDED);
  }

  /**
   * Errs so often where the difference is just the margin.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 0.5
   */
  public EquivalenceTest withSignificance(double significance) {
    return new EquivalenceTest(margin, Significance.check(significance), comparisons);
  }

  /**
   * For scores that cannot leave {@code [least, greatest]}; see {@link
   * NonInferiorityTest#withRange}.
   *
   * @throws IllegalArgumentException unless both are finite and {@code least < greatest}, or if the
   *     margin is as large as that range
   */
  public EquivalenceTest withRange(double least, double greatest) {
    return new EquivalenceTest(margin, significance, Comparisons.ofRange(least, greatest, margin));
  }

  /**
   * Tests means of pairs.
   *
   * @return empty with fewer than two pairs, or where all differences are equal and no range is
   *     given
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<TestResult> paired(double[] first, double[] second) {
    return comparisons.paired(first, second).map(this::test);
  }

  /**
   * Tests means of pairs, where those of one group are not independent.
   *
   * @param groupOf any number that names each pair's group
   * @return empty with fewer than two groups, or where groups do not deviate and no range is given
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<TestResult> pairedGroups(double[] first, double[] second, int[] groupOf) {
    return comparisons.grouped(first, second, groupOf).map(this::test);
  }

  /**
   * Tests means of independent lists.
   *
   * @return empty with fewer than two values on a side, or where neither list varies
   * @throws IllegalArgumentException if a value is not finite
   */
  public Optional<TestResult> unpaired(double[] first, double[] second) {
    return comparisons.unpaired(first, second).map(this::test);
  }

  /**
   * Tests pass rates of pairs.
   *
   * @throws IllegalArgumentException if the margin is 1 or more
   */
  public TestResult pairedProportions(PairedOutcomes outcomes) {
    Significance.marginOfProportions(margin);
    return test(comparisons.proportions(outcomes));
  }

  /**
   * Tests pass rates of independent samples.
   *
   * @throws IllegalArgumentException if a sample is empty or has more successes than trials, or the
   *     margin is 1 or more
   */
  public TestResult proportions(long successes1, long trials1, long successes2, long trials2) {
    Significance.marginOfProportions(margin);
    return test(comparisons.proportions(successes1, trials1, successes2, trials2));
  }

  private TestResult test(ShiftTest difference) {
    double level = 1 - 2 * significance;
    TestResult above = difference.test(-margin, Alternative.GREATER, level);
    TestResult below = difference.test(margin, Alternative.LESS, level);
    TestResult weaker = above.pValue() >= below.pValue() ? above : below;
    return new TestResult(
        "equivalence (TOST) by " + weaker.method(),
        weaker.statistic(),
        weaker.pValue(),
        weaker.degreesOfFreedom(),
        weaker.difference(),
        weaker.n());
  }
}
