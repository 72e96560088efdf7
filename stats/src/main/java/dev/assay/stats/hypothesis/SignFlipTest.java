package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Moments;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The sign-flip test, a permutation test for pairs: is their mean difference other than 0.
 *
 * <p>Where which of a pair came first means nothing, each difference might as well have had the
 * other sign; the p-value is the share of all such flips whose mean is as far out as that observed.
 * It supposes that differences are symmetric about 0 under the hypothesis (as they are where both
 * systems give the same scores with the same probabilities), not that they are normal, and holds
 * its significance for any n. Of up to 30 differences other than 0 all flips are counted (by
 * halves: some 30,000 sums instead of a billion); of more, random ones are drawn and the p-value is
 * {@code (b + 1) / (flips + 1)}, never 0. Means as far out but for rounding count as far out. With
 * few pairs no p-value can be small: of n differences the least is {@code 2^(1 - n)} two-sided.
 *
 * <p>Time: 100,000 flips of 1,000 pairs take some 25 milliseconds; it grows with pairs times flips,
 * so that for millions of pairs {@link PairedTTest} is the one to use. Random numbers: {@link
 * java.util.SplittableRandom}. Sources: R. A. Fisher, "The Design of Experiments" (1935), section
 * 21; E. Horowitz, S. Sahni, "Computing partitions with applications to the knapsack problem", JACM
 * 21 (1974) for the halves; B. Phipson, G. K. Smyth, "Permutation p-values should never be zero",
 * SAGMB 9 (2010).
 *
 * @since 0.1
 */
public final class SignFlipTest {

  private static final int MOST_FLIPS = 10_000_000;
  private static final SignFlipTest DEFAULT =
      new SignFlipTest(Alternative.TWO_SIDED, 10_000, 7, 1e-9);

  private final Alternative alternative;
  private final int flips;
  private final long seed;
  private final double tolerance;

  private SignFlipTest(Alternative alternative, int flips, long seed, double tolerance) {
    this.alternative = alternative;
    this.flips = flips;
    this.seed = seed;
    this.tolerance = tolerance;
  }

  /** Two-sided, 10,000 random flips where not all are counted, a fixed seed. */
  public static SignFlipTest withDefaults() {
    return DEFAULT;
  }

  /** Looks for this. */
  public SignFlipTest with(Alternative alternative) {
    return new SignFlipTest(requireNonNull(alternative, "alternative"), flips, seed, tolerance);
  }

  /**
   * Draws so many flips, where not all are counted: {@code p} is then uncertain by about {@code
   * sqrt(p / flips)}.
   *
   * @throws IllegalArgumentException unless from 100 to 10 million
   */
  public SignFlipTest withFlips(int flips) {
    if (flips < 100 || flips > MOST_FLIPS) {
      throw new IllegalArgumentException(
          "flips: " + flips + " (expected: from 100 to " + MOST_FLIPS + ")");
    }
    return new SignFlipTest(alternative, flips, seed, tolerance);
  }

  /** Draws from this seed; the same seed gives the same p-value. */
  public SignFlipTest withSeed(long seed) {
    return new SignFlipTest(alternative, flips, seed, tolerance);
  }

  /**
   * Takes sums for equal that differ by at most this share of the sum of all differences without
   * their signs (1e-9 by default); more than the rounding of differences is never needed.
   *
   * @throws IllegalArgumentException unless from 0 to 0.01
   */
  public SignFlipTest withTolerance(double tolerance) {
    return new SignFlipTest(alternative, flips, seed, Resampling.tolerance(tolerance));
  }

  /**
   * Tests the differences {@code first[i] - second[i]}. The statistic is their mean. Where all are
   * 0 the p-value is 1.
   *
   * @throws IllegalArgumentException if the lengths differ, there is no pair, or a value or the sum
   *     of differences is not finite
   */
  public TestResult test(double[] first, double[] second) {
    double[] differences = differences(first, second);
    return test(differences, rounding(first, second), differences.length, "sign-flip test");
  }

  /**
   * The same where pairs of one group are not independent, such as repeats of one example: whole
   * groups are flipped.
   *
   * @param groupOf any number that names each pair's group
   * @throws IllegalArgumentException as for {@link #test}
   */
  public TestResult testGroups(double[] first, double[] second, int[] groupOf) {
    Checks.sameLength("first", first.length, "groupOf", groupOf.length);
    double[] differences = differences(first, second);
    Map<Integer, Integer> numbers = new HashMap<>();
    double[] sums = new double[differences.length];
    for (int i = 0; i < differences.length; i++) {
      Integer group = numbers.computeIfAbsent(groupOf[i], g -> numbers.size());
      sums[group] += differences[i];
    }
    return test(sums, rounding(first, second), differences.length, "sign-flip test, by group");
  }

  private TestResult test(double[] sums, double rounding, int pairs, String method) {
    double[] sizes = new double[sums.length];
    int count = 0;
    for (double sum : sums) {
      if (Math.abs(sum) > rounding) {
        sizes[count++] = sum;
      }
    }
    double[] differences = Arrays.copyOf(sizes, count);
    double all = 0;
    for (int i = 0; i < count; i++) {
      sizes[i] = Math.abs(differences[i]);
      all += sizes[i];
    }
    if (!Double.isFinite(all)) {
      throw new IllegalArgumentException("differences: sum " + all + " (expected: a finite sum)");
    }
    double observed = Moments.sum(differences);
    double slack = all * tolerance + rounding * count;
    boolean exact = count <= SignFlips.MOST_COUNTED;
    double p = pValue(Arrays.copyOf(sizes, count), observed, slack, exact);
    String how = exact ? ", all flips" : ", " + flips + " random flips";
    return TestResult.of(method + how, observed / pairs, p, pairs);
  }

  // The distribution of sums is symmetric, so that every alternative asks how many are large.
  private double pValue(double[] sizes, double observed, double slack, boolean exact) {
    boolean both = alternative == Alternative.TWO_SIDED;
    double least =
        switch (alternative) {
              case TWO_SIDED -> Math.abs(observed);
              case LESS -> -observed;
              case GREATER -> observed;
            }
            - slack;
    if (both && least <= 0) {
      return 1;
    }
    return exact
        ? SignFlips.share(sizes, least) * (both ? 2 : 1)
        : (SignFlips.random(sizes, least, both, flips, seed) + 1.0) / (flips + 1.0);
  }

  private static double[] differences(double[] first, double[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    Checks.finite("first", first);
    Checks.finite("second", second);
    if (first.length == 0) {
      throw new IllegalArgumentException("pairs: 0 (expected: at least 1)");
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = first[i] - second[i];
    }
    return differences;
  }

  private static double rounding(double[] first, double[] second) {
    return Math.ulp(Math.max(Resampling.magnitude(first), Resampling.magnitude(second)));
  }
}
