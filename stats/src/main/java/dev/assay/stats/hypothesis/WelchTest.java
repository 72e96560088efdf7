package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Moments;
import java.util.Optional;

/**
 * Welch's t test: do the means behind two independent lists of scores differ, whatever their
 * variances.
 *
 * <p>{@code t = (m1 - m2) / sqrt(v1/n1 + v2/n2)}, with Welch and Satterthwaite's degrees of
 * freedom. Exact but for these where values are normal, good for others from some tens of values on
 * a side; with fewer, of very skewed values (rates near 0 or 1, latencies), it errs more often than
 * it says. Values must be independent: for the same examples given twice {@link PairedTTest} is
 * right and sees more. Source: B. L. Welch, "The generalization of 'Student's' problem when several
 * different population variances are involved", Biometrika 34 (1947).
 *
 * @since 0.1
 */
public final class WelchTest {

  private static final WelchTest DEFAULT = new WelchTest(Alternative.TWO_SIDED, 0.05, 0);

  private final Alternative alternative;
  private final double significance;
  private final double minimumEffect;

  private WelchTest(Alternative alternative, double significance, double minimumEffect) {
    this.alternative = alternative;
    this.significance = significance;
    this.minimumEffect = minimumEffect;
  }

  /** Two-sided, significance 0.05 (and so intervals of 95%), any effect counts. */
  public static WelchTest withDefaults() {
    return DEFAULT;
  }

  /** Looks for this. The interval stays two-sided. */
  public WelchTest with(Alternative alternative) {
    return new WelchTest(requireNonNull(alternative, "alternative"), significance, minimumEffect);
  }

  /**
   * Takes a p-value of at most this for significant, and gives intervals of one less this.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 0.5
   */
  public WelchTest withSignificance(double significance) {
    return new WelchTest(alternative, Significance.check(significance), minimumEffect);
  }

  /**
   * Takes an effect (Cohen's d, the difference in pooled standard deviations) below this, whatever
   * its sign, for trivial.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public WelchTest withMinimumEffect(double minimumEffect) {
    if (!(minimumEffect >= 0 && minimumEffect < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "minimumEffect: " + minimumEffect + " (expected: a number from 0)");
    }
    return new WelchTest(alternative, significance, minimumEffect);
  }

  /**
   * Tests two lists of scores. The statistic is t.
   *
   * @return empty with fewer than two values on a side, or where neither list varies: then there is
   *     no error to hold the difference against, and {@link PermutationTest} has an answer
   * @throws IllegalArgumentException if a value is not finite
   */
  public Optional<TestResult> test(double[] first, double[] second) {
    return MeanDifference.welch(first, second)
        .map(difference -> difference.test(0, alternative, 1 - significance));
  }

  /**
   * Tests two lists of scores and says whether what is significant is also worth speaking of.
   *
   * @return empty as for {@link #test}
   * @throws IllegalArgumentException if a value is not finite
   */
  public Optional<WelchDecision> decide(double[] first, double[] second) {
    return test(first, second)
        .map(
            result ->
                new WelchDecision(result, cohensD(first, second), significance, minimumEffect));
  }

  // Infinite where squares leave the range of a double or the pooled variance vanishes in it.
  private static double cohensD(double[] first, double[] second) {
    Moments a = Moments.of(first);
    Moments b = Moments.of(second);
    double n1 = first.length;
    double n2 = second.length;
    double pooled = ((n1 - 1) * a.variance() + (n2 - 1) * b.variance()) / (n1 + n2 - 2);
    double difference = a.mean() - b.mean();
    return difference == 0 || Double.isInfinite(pooled) ? 0 : difference / Math.sqrt(pooled);
  }
}
