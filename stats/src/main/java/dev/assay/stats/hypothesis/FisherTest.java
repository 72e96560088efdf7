package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.ProportionDifference;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Fisher's exact test: do two independent samples pass equally often.
 *
 * <p>Given how many pass in all, the number in the first is hypergeometric; two-sided, the p-value
 * sums all numbers no more probable than that observed. Never errs more often than it says, with
 * few failures far less often: pass rates of 0.9 in 30 and 30 trials are found to differ at 0.05 in
 * fewer than 1% of cases where they do not. Where all pass, or none, the p-value is 1. Trials must
 * be independent. Source: R. A. Fisher, "The logic of inductive inference", JRSS 98 (1935);
 * computed by commons-statistics.
 *
 * @since 0.1
 */
public final class FisherTest {

  private static final FisherTest DEFAULT = new FisherTest(Alternative.TWO_SIDED, 0.95);

  private final Alternative alternative;
  private final double level;

  private FisherTest(Alternative alternative, double level) {
    this.alternative = alternative;
    this.level = level;
  }

  /** Two-sided, with an interval of 95%. */
  public static FisherTest withDefaults() {
    return DEFAULT;
  }

  /** Looks for this: greater is, the first passes more often. */
  public FisherTest with(Alternative alternative) {
    return new FisherTest(requireNonNull(alternative, "alternative"), level);
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public FisherTest withLevel(double level) {
    return new FisherTest(alternative, Checks.level(level));
  }

  /**
   * Tests {@code successes1} of {@code trials1} against {@code successes2} of {@code trials2}. The
   * statistic is the first's successes; the difference has Newcombe's interval, which can exclude 0
   * where this test is not significant.
   *
   * @throws IllegalArgumentException if a sample is empty or has more successes than trials, or
   *     there are more than 2^31 - 1 trials in all
   */
  public TestResult test(long successes1, long trials1, long successes2, long trials2) {
    ProportionDifference difference = ProportionDifference.withDefaults().withLevel(level);
    var estimate = difference.of(successes1, trials1, successes2, trials2);
    long trials = trials1 + trials2;
    if (trials > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "trials: " + trials + " (expected: at most " + Integer.MAX_VALUE + ")");
    }
    long successes = successes1 + successes2;
    int[][] table = {
      {(int) successes1, (int) (trials1 - successes1)},
      {(int) successes2, (int) (trials2 - successes2)}
    };
    double p =
        successes == 0 || successes == trials
            ? 1
            : FisherExactTest.withDefaults().with(alternative()).test(table).getPValue();
    return new TestResult(
        "Fisher's exact test",
        successes1,
        Math.max(0, Math.min(1, p)),
        OptionalDouble.empty(),
        Optional.of(estimate),
        trials);
  }

  private AlternativeHypothesis alternative() {
    return switch (alternative) {
      case TWO_SIDED -> AlternativeHypothesis.TWO_SIDED;
      case LESS -> AlternativeHypothesis.LESS_THAN;
      case GREATER -> AlternativeHypothesis.GREATER_THAN;
    };
  }
}
