package dev.assay.stats.hypothesis;

import dev.assay.stats.interval.PairedOutcomes;
import java.util.Optional;

/**
 * Is a candidate at most a margin worse than a baseline: what a gate against regressions asks. The
 * hypothesis, that it is worse by the margin or more, must be rejected.
 *
 * <p>Means by Student's t (paired, with pairs in groups, or Welch's), with the conditions of {@link
 * PairedTTest} and {@link WelchTest}; pass rates by score tests, {@linkplain
 * dev.assay.stats.internal.ProportionScores those} of Farrington and Manning, and of Tango for
 * pairs, from about 30 trials on (below that they can err somewhat more often than they say). The
 * p-value is one-sided. Means of which most pairs are equal and a few lose much, such as passes and
 * failures written as 1 and 0, do not suit t, which then errs twice as often as it says: test these
 * as pass rates. The difference, candidate less baseline, has the interval of level {@code 1 - 2
 * significance} that lies above the negative margin just where the test is significant. A test that
 * is not significant shows nothing: neither that the candidate is worse nor that it is not.
 * Sources: S. Wellek, "Testing Statistical Hypotheses of Equivalence and Noninferiority" (2010);
 * see also {@link dev.assay.stats.interval.ProportionDifference.Method#SCORE}.
 *
 * @since 0.1
 */
public final class NonInferiorityTest {

  private final double margin;
  private final boolean lowerIsBetter;
  private final double significance;
  private final Comparisons comparisons;

  private NonInferiorityTest(
      double margin, boolean lowerIsBetter, double significance, Comparisons comparisons) {
    this.margin = margin;
    this.lowerIsBetter = lowerIsBetter;
    this.significance = significance;
    this.comparisons = comparisons;
  }

  /**
   * With a margin in the unit of the scores (for pass rates, of 1), significance 0.05, higher being
   * better.
   *
   * @throws IllegalArgumentException if the margin is not above 0 and finite
   */
  public static NonInferiorityTest of(double margin) {
    return new NonInferiorityTest(Significance.margin(margin), false, 0.05, Comparisons.UNBOUNDED);
  }

  /**
   * For scores where lower is better, such as latency: the candidate may be greater by the margin.
   */
  public NonInferiorityTest withLowerIsBetter() {
    return new NonInferiorityTest(margin, true, significance, comparisons);
  }

  /**
   * Errs so often where the candidate is worse by just the margin.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 0.5
   */
  public NonInferiorityTest withSignificance(double significance) {
    return new NonInferiorityTest(
        margin, lowerIsBetter, Significance.check(significance), comparisons);
  }

  /**
   * For scores that cannot leave {@code [least, greatest]}. Then there is an answer also where all
   * pairs differ alike, as those of a system that did not change (by 0): for the mean difference to
   * be another, a share of pairs would have to differ, and how probable it is that none of n was
   * among them gives the p-value, at most {@code (1 - margin / (greatest - least))^n} where all are
   * 0.
   *
   * @throws IllegalArgumentException unless both are finite and {@code least < greatest}, or if the
   *     margin is as large as that range
   */
  public NonInferiorityTest withRange(double least, double greatest) {
    return new NonInferiorityTest(
        margin, lowerIsBetter, significance, Comparisons.ofRange(least, greatest, margin));
  }

  /**
   * Tests means of pairs. The statistic is t.
   *
   * @return empty with fewer than two pairs, or where all differences are equal and no range is
   *     given
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<TestResult> paired(double[] candidate, double[] baseline) {
    return comparisons.paired(candidate, baseline).map(this::test);
  }

  /**
   * Tests means of pairs, where those of one group are not independent, such as repeats of one
   * example.
   *
   * @param groupOf any number that names each pair's group
   * @return empty with fewer than two groups, or where groups do not deviate and no range is given
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<TestResult> pairedGroups(double[] candidate, double[] baseline, int[] groupOf) {
    return comparisons.grouped(candidate, baseline, groupOf).map(this::test);
  }

  /**
   * Tests means of independent lists. The statistic is t.
   *
   * @return empty with fewer than two values on a side, or where neither list varies
   * @throws IllegalArgumentException if a value is not finite
   */
  public Optional<TestResult> unpaired(double[] candidate, double[] baseline) {
    return comparisons.unpaired(candidate, baseline).map(this::test);
  }

  /**
   * Tests pass rates of pairs, the candidate being the first. The statistic is standard normal.
   *
   * @throws IllegalArgumentException if the margin is 1 or more
   */
  public TestResult pairedProportions(PairedOutcomes outcomes) {
    Significance.marginOfProportions(margin);
    return test(comparisons.proportions(outcomes));
  }

  /**
   * Tests pass rates of independent samples. The statistic is standard normal.
   *
   * @throws IllegalArgumentException if a sample is empty or has more successes than trials, or the
   *     margin is 1 or more
   */
  public TestResult proportions(
      long candidateSuccesses, long candidateTrials, long baselineSuccesses, long baselineTrials) {
    Significance.marginOfProportions(margin);
    return test(
        comparisons.proportions(
            candidateSuccesses, candidateTrials, baselineSuccesses, baselineTrials));
  }

  private TestResult test(ShiftTest difference) {
    double level = 1 - 2 * significance;
    TestResult result =
        lowerIsBetter
            ? difference.test(margin, Alternative.LESS, level)
            : difference.test(-margin, Alternative.GREATER, level);
    return new TestResult(
        "non-inferiority by " + result.method(),
        result.statistic(),
        result.pValue(),
        result.degreesOfFreedom(),
        result.difference(),
        result.n());
  }
}
