package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.PairedOutcomes;
import dev.assay.stats.interval.ProportionDifference;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's test: do the two of a pair pass equally often. Only pairs of which one passed and one
 * failed tell.
 *
 * <p>Pairs must be independent: repeats of one example are not, for which see {@link
 * PairedTTest#testGroups} or {@link SignFlipTest#testGroups}. Without a discordant pair the p-value
 * is 1. Sources: Q. McNemar, "Note on the sampling error of the difference between correlated
 * proportions or percentages", Psychometrika 12 (1947); A. L. Edwards, "Note on the correction for
 * continuity", Psychometrika 13 (1948); M. W. Fagerland, S. Lydersen, P. Laake, "The McNemar test
 * for binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC
 * Medical Research Methodology 13 (2013).
 *
 * @since 0.1
 */
public final class McNemarTest {

  /** How the p-value is computed. */
  public enum Method {
    /**
     * From the binomial distribution: never errs more often than it says, and with few discordant
     * pairs far less often. The statistic is the number of pairs of which only the first passed.
     */
    EXACT,
    /**
     * The same with half the probability of what was observed: errs as often as it says on average,
     * hardly ever more often. The statistic is that of {@link #EXACT}.
     */
    MID_P,
    /**
     * The statistic is chi-square with one degree of freedom; from about 25 discordant pairs on.
     */
    ASYMPTOTIC,
    /** Corrected for continuity, which brings it near {@link #EXACT}. */
    ASYMPTOTIC_CORRECTED
  }

  private static final McNemarTest DEFAULT =
      new McNemarTest(Method.EXACT, Alternative.TWO_SIDED, 0.95);

  private final Method method;
  private final Alternative alternative;
  private final double level;

  private McNemarTest(Method method, Alternative alternative, double level) {
    this.method = method;
    this.alternative = alternative;
    this.level = level;
  }

  /** Exact, two-sided, with an interval of 95%. */
  public static McNemarTest withDefaults() {
    return DEFAULT;
  }

  /** Computes the p-value so. */
  public McNemarTest with(Method method) {
    return new McNemarTest(requireNonNull(method, "method"), alternative, level);
  }

  /** Looks for this: greater is, the first passes more often. */
  public McNemarTest with(Alternative alternative) {
    return new McNemarTest(method, requireNonNull(alternative, "alternative"), level);
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public McNemarTest withLevel(double level) {
    return new McNemarTest(method, alternative, Checks.level(level));
  }

  /**
   * Tests pairs.
   *
   * @throws IllegalArgumentException if the lengths differ or there is no pair
   */
  public TestResult test(boolean[] first, boolean[] second) {
    return test(PairedOutcomes.of(first, second));
  }

  /** Tests counted pairs. The difference, of pass rates, has Newcombe's interval. */
  public TestResult test(PairedOutcomes outcomes) {
    long b = outcomes.onlyFirst();
    long c = outcomes.onlySecond();
    double chiSquare = chiSquare(b, c);
    boolean counts = method == Method.EXACT || method == Method.MID_P;
    double p =
        switch (method) {
          case EXACT -> binomial(b, b + c, 1);
          case MID_P -> binomial(b, b + c, 0.5);
          case ASYMPTOTIC, ASYMPTOTIC_CORRECTED ->
              Tails.normal(Math.sqrt(chiSquare) * Long.signum(b - c), alternative);
        };
    return new TestResult(
        words(),
        counts ? b : chiSquare,
        p,
        counts ? OptionalDouble.empty() : OptionalDouble.of(1),
        Optional.of(ProportionDifference.withDefaults().withLevel(level).paired(outcomes)),
        outcomes.pairs());
  }

  private double chiSquare(long b, long c) {
    double gap = Math.abs(b - c);
    if (method == Method.ASYMPTOTIC_CORRECTED) {
      gap = Math.max(0, gap - 1);
    }
    return b + c == 0 ? 0 : gap * gap / (b + c);
  }

  // With `weight` of the observed count's own probability.
  private double binomial(long count, long trials, double weight) {
    if (trials > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "discordant pairs: " + trials + " (expected: at most " + Integer.MAX_VALUE + ")");
    }
    BinomialDistribution fair = BinomialDistribution.of((int) trials, 0.5);
    double own = (1 - weight) * fair.probability((int) count);
    double less = fair.cumulativeProbability((int) count) - own;
    double greater = fair.cumulativeProbability((int) (trials - count)) - own;
    return switch (alternative) {
      case TWO_SIDED -> Math.min(1, 2 * Math.min(less, greater));
      case LESS -> Math.min(1, less);
      case GREATER -> Math.min(1, greater);
    };
  }

  private String words() {
    return switch (method) {
      case EXACT -> "McNemar's test, exact";
      case MID_P -> "McNemar's test, mid-p";
      case ASYMPTOTIC -> "McNemar's test, chi-square";
      case ASYMPTOTIC_CORRECTED -> "McNemar's test, chi-square corrected for continuity";
    };
  }
}
