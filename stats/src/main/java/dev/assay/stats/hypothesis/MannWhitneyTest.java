package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;

/**
 * The Mann-Whitney test (Wilcoxon's rank-sum test): do values of one of two independent lists tend
 * to be greater than those of the other.
 *
 * <p>Under the hypothesis both come from one distribution, of any shape. Lists of the same median
 * but other spread or shape can be significant: what it finds is that one is greater more often
 * than not, and not a difference of means or medians. The statistic is U, in how many pairs of one
 * value each the first is greater, ties for half; {@code U / (n1 n2)} estimates the probability of
 * that. P-values by the exact distribution of the ranks (with ties, of those ranks) up to about 50
 * values, by the normal beyond. Without values, or with ties alone, the p-value is 1 or there is an
 * exception, never NaN. Time: n log n. Sources: H. B. Mann, D. R. Whitney, "On a test of whether
 * one of two random variables is stochastically larger than the other", Annals of Mathematical
 * Statistics 18 (1947); E. L. Lehmann, "Nonparametrics" (1975), section 1.4, for ties.
 *
 * @since 0.1
 */
public final class MannWhitneyTest {

  private static final double QUICK = 2e6;
  private static final double MOST = 1e9;
  private static final MannWhitneyTest DEFAULT =
      new MannWhitneyTest(Alternative.TWO_SIDED, RankMethod.AUTO);

  private final Alternative alternative;
  private final RankMethod method;

  private MannWhitneyTest(Alternative alternative, RankMethod method) {
    this.alternative = alternative;
    this.method = method;
  }

  /** Two-sided, exact where that is quick. */
  public static MannWhitneyTest withDefaults() {
    return DEFAULT;
  }

  /** Looks for this. */
  public MannWhitneyTest with(Alternative alternative) {
    return new MannWhitneyTest(requireNonNull(alternative, "alternative"), method);
  }

  /** Computes the p-value so. */
  public MannWhitneyTest with(RankMethod method) {
    return new MannWhitneyTest(alternative, requireNonNull(method, "method"));
  }

  /**
   * Tests two lists of scores.
   *
   * @throws IllegalArgumentException if a list is empty, a value is not finite, or an exact p-value
   *     is asked for of too many values
   */
  public TestResult test(double[] first, double[] second) {
    check("first", first);
    check("second", second);
    double n1 = first.length;
    double n2 = second.length;
    double n = n1 + n2;
    RankSum ranks = RankSum.of(first, second, 0);
    double u = ranks.first() - n1 * (n1 + 1) / 2;
    double steps = Math.min(n1, n2) * Math.min(n1, n2) * n * n;
    boolean exact = method == RankMethod.EXACT || (method == RankMethod.AUTO && steps <= QUICK);
    if (exact && steps > MOST) {
      throw new IllegalArgumentException(
          "values: " + (long) n + " (expected: fewer, for an exact p-value)");
    }
    double variance = n1 * n2 / 12 * (n + 1 - ranks.ties() / (n * (n - 1)));
    double p =
        exact
            ? exact(ranks, first.length, second.length)
            : RankTails.asymptotic(
                u - n1 * n2 / 2, variance, method != RankMethod.ASYMPTOTIC, alternative);
    return TestResult.of("Mann-Whitney test, " + (exact ? "exact" : "normal"), u, p, (long) n);
  }

  private double exact(RankSum ranks, int n1, int n2) {
    int[] doubled = ranks.doubledRanks();
    int all = 0;
    for (int rank : doubled) {
      all += rank;
    }
    int ofFirst = (int) Math.round(2 * ranks.first());
    // Counted for the shorter list, whose sum says as much.
    return n1 <= n2
        ? RankTails.exact(sums(doubled, n1), ofFirst, alternative)
        : RankTails.exact(sums(doubled, n2), all - ofFirst, reversed());
  }

  private Alternative reversed() {
    return switch (alternative) {
      case TWO_SIDED -> Alternative.TWO_SIDED;
      case LESS -> Alternative.GREATER;
      case GREATER -> Alternative.LESS;
    };
  }

  // How many choices of `size` ranks have each sum.
  private static double[] sums(int[] ranks, int size) {
    int most = 0;
    for (int i = ranks.length - size; i < ranks.length; i++) {
      most += ranks[i];
    }
    double[][] counts = new double[size + 1][most + 1];
    counts[0][0] = 1;
    int reach = 0;
    for (int i = 0; i < ranks.length; i++) {
      int rank = ranks[i];
      reach = Math.min(most, reach + rank);
      for (int k = Math.min(size, i + 1); k > 0; k--) {
        double[] fewer = counts[k - 1];
        double[] these = counts[k];
        for (int sum = rank; sum <= reach; sum++) {
          these[sum] += fewer[sum - rank];
        }
      }
    }
    return counts[size];
  }

  private static void check(String name, double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(name + ": 0 values (expected: at least 1)");
    }
    Checks.finite(name, values);
  }
}
