package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test for pairs: are differences as often and as far above 0 as below.
 *
 * <p>Under the hypothesis the differences are symmetric about 0; where they are skewed it can be
 * significant though mean or median are 0. Few large differences weigh less than in {@link
 * PairedTTest}. The statistic is W+, the sum of the ranks (by size, without sign) of the
 * differences above 0. P-values by the exact distribution for up to 100 differences other than 0
 * (with ties, of those ranks), by the normal beyond. Differences equal but for rounding are ties.
 * Where all are 0 the p-value is 1. Time: n log n. Sources: F. Wilcoxon, "Individual comparisons by
 * ranking methods", Biometrics Bulletin 1 (1945); J. W. Pratt, "Remarks on zeros and ties in the
 * Wilcoxon signed rank procedures", JASA 54 (1959); E. E. Cureton, "The normal approximation to the
 * signed-rank sampling distribution when zero differences are present", JASA 62 (1967).
 *
 * @since 0.1
 */
public final class WilcoxonSignedRankTest {

  /** What becomes of differences of 0. */
  public enum Zeros {
    /** They are left out. */
    DROP,
    /** They are ranked, and left out then: Pratt's way. */
    PRATT,
    /** They are ranked, and their ranks split between both sides. */
    SPLIT
  }

  private static final double MOST_UNITS = 1_000_000;
  private static final int MOST_QUICK = 100;
  private static final int MOST_EXACT = 1_000;
  private static final WilcoxonSignedRankTest DEFAULT =
      new WilcoxonSignedRankTest(Alternative.TWO_SIDED, RankMethod.AUTO, Zeros.DROP, 2);

  private final Alternative alternative;
  private final RankMethod method;
  private final Zeros zeros;
  private final double tolerance;

  private WilcoxonSignedRankTest(
      Alternative alternative, RankMethod method, Zeros zeros, double tolerance) {
    this.alternative = alternative;
    this.method = method;
    this.zeros = zeros;
    this.tolerance = tolerance;
  }

  /** Two-sided, without differences of 0, exact where that is quick. */
  public static WilcoxonSignedRankTest withDefaults() {
    return DEFAULT;
  }

  /** Looks for this. */
  public WilcoxonSignedRankTest with(Alternative alternative) {
    return new WilcoxonSignedRankTest(
        requireNonNull(alternative, "alternative"), method, zeros, tolerance);
  }

  /** Computes the p-value so. */
  public WilcoxonSignedRankTest with(RankMethod method) {
    return new WilcoxonSignedRankTest(
        alternative, requireNonNull(method, "method"), zeros, tolerance);
  }

  /** Does so with differences of 0. */
  public WilcoxonSignedRankTest with(Zeros zeros) {
    return new WilcoxonSignedRankTest(
        alternative, method, requireNonNull(zeros, "zeros"), tolerance);
  }

  /**
   * Takes differences for equal that are at most so many units in the last place of the greatest
   * value apart: 2 by default, as the difference of two rounded numbers may be. With 0 they are
   * compared as they are.
   *
   * @throws IllegalArgumentException unless from 0 to 1,000,000
   */
  public WilcoxonSignedRankTest withTolerance(double units) {
    if (!(units >= 0 && units <= MOST_UNITS)) {
      throw new IllegalArgumentException(
          "tolerance: " + units + " (expected: from 0 to " + MOST_UNITS + ")");
    }
    return new WilcoxonSignedRankTest(alternative, method, zeros, units);
  }

  /**
   * Tests the differences {@code first[i] - second[i]}.
   *
   * @throws IllegalArgumentException if the lengths differ, there is no pair, a value is not
   *     finite, or an exact p-value is asked for of more than 1,000 differences
   */
  public TestResult test(double[] first, double[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    Checks.finite("first", first);
    Checks.finite("second", second);
    if (first.length == 0) {
      throw new IllegalArgumentException("pairs: 0 (expected: at least 1)");
    }
    double rounding =
        tolerance * Math.ulp(Math.max(Resampling.magnitude(first), Resampling.magnitude(second)));
    double[] above = sizes(first, second, rounding);
    double[] below = sizes(second, first, rounding);
    int others = above.length + below.length;
    boolean exact =
        method == RankMethod.EXACT || (method == RankMethod.AUTO && others <= MOST_QUICK);
    if (exact && others > MOST_EXACT) {
      throw new IllegalArgumentException(
          "differences: " + others + " (expected: at most 1000, for an exact p-value)");
    }
    RankSum ranks = RankSum.of(above, below, rounding);
    int ranked = zeros == Zeros.DROP ? 0 : first.length - others;
    double zeroRanks = ranked * (ranked + 1.0) / 2;
    double w = ranks.first() + (double) ranked * above.length;
    double p =
        exact
            ? exact(ranks, ranked, w)
            : asymptotic(w, others + (double) ranked, ranked, ranks.ties());
    return TestResult.of(
        "Wilcoxon's signed-rank test, " + (exact ? "exact" : "normal"),
        zeros == Zeros.SPLIT ? w + zeroRanks / 2 : w,
        p,
        first.length);
  }

  private double exact(RankSum ranks, int shift, double w) {
    int[] doubled = ranks.doubledRanks();
    int all = 0;
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] += 2 * shift;
      all += doubled[i];
    }
    double[] counts = new double[all + 1];
    counts[0] = 1;
    int reach = 0;
    for (int rank : doubled) {
      reach += rank;
      for (int sum = reach; sum >= rank; sum--) {
        // Halves instead of ones, which would leave the range of a double.
        counts[sum] = (counts[sum] + counts[sum - rank]) / 2;
      }
      for (int sum = Math.min(reach, rank - 1); sum >= 0; sum--) {
        counts[sum] /= 2;
      }
    }
    return RankTails.exact(counts, (int) Math.round(2 * w), alternative);
  }

  private double asymptotic(double w, double n, double n0, double ties) {
    double mean = (n * (n + 1) - n0 * (n0 + 1)) / 4;
    double cubes = n * (n + 1) * (2 * n + 1) - ties / 2;
    // Zeros whose ranks are split are one more group of ties; else their ranks are taken out.
    cubes -= zeros == Zeros.SPLIT ? (n0 * n0 * n0 - n0) / 2 : n0 * (n0 + 1) * (2 * n0 + 1);
    return RankTails.asymptotic(w - mean, cubes / 24, method != RankMethod.ASYMPTOTIC, alternative);
  }

  // By how much `more` is above `less`, where it is.
  private static double[] sizes(double[] more, double[] less, double rounding) {
    double[] sizes = new double[more.length];
    int count = 0;
    for (int i = 0; i < more.length; i++) {
      double difference = more[i] - less[i];
      if (difference > rounding) {
        sizes[count++] = difference;
      }
    }
    return Arrays.copyOf(sizes, count);
  }
}
