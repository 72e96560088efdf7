package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Moments;
import java.util.Arrays;

/**
 * A permutation test for two independent lists: do their means differ.
 *
 * <p>Where both come from one distribution, any division of all values into lists of these lengths
 * was as probable; the p-value is the share of divisions whose means are as far apart as those
 * observed. It supposes no shape of that distribution and holds its significance for any n. Where
 * means are the same and spreads differ it does not, above all with lists of different lengths:
 * then {@link WelchTest} is right. Where there are up to 500,000 divisions all are counted, else
 * random ones are drawn and the p-value is {@code (b + 1) / (permutations + 1)}, never 0. Means as
 * far apart but for rounding count as far apart.
 *
 * <p>Time: values of the shorter list times permutations. Random numbers: {@link
 * java.util.SplittableRandom}. Sources: E. J. G. Pitman, "Significance tests which may be applied
 * to samples from any populations", Supplement to the JRSS 4 (1937); B. Phipson, G. K. Smyth,
 * "Permutation p-values should never be zero", SAGMB 9 (2010).
 *
 * @since 0.1
 */
public final class PermutationTest {

  private static final int MOST_PERMUTATIONS = 10_000_000;
  private static final PermutationTest DEFAULT =
      new PermutationTest(Alternative.TWO_SIDED, 10_000, 7, 1e-9);

  private final Alternative alternative;
  private final int permutations;
  private final long seed;
  private final double tolerance;

  private PermutationTest(Alternative alternative, int permutations, long seed, double tolerance) {
    this.alternative = alternative;
    this.permutations = permutations;
    this.seed = seed;
    this.tolerance = tolerance;
  }

  /** Two-sided, 10,000 random permutations where not all are counted, a fixed seed. */
  public static PermutationTest withDefaults() {
    return DEFAULT;
  }

  /** Looks for this. */
  public PermutationTest with(Alternative alternative) {
    return new PermutationTest(
        requireNonNull(alternative, "alternative"), permutations, seed, tolerance);
  }

  /**
   * Draws so many permutations, where not all are counted.
   *
   * @throws IllegalArgumentException unless from 100 to 10 million
   */
  public PermutationTest withPermutations(int permutations) {
    if (permutations < 100 || permutations > MOST_PERMUTATIONS) {
      throw new IllegalArgumentException(
          "permutations: " + permutations + " (expected: from 100 to " + MOST_PERMUTATIONS + ")");
    }
    return new PermutationTest(alternative, permutations, seed, tolerance);
  }

  /** Draws from this seed; the same seed gives the same p-value. */
  public PermutationTest withSeed(long seed) {
    return new PermutationTest(alternative, permutations, seed, tolerance);
  }

  /**
   * Takes sums for equal that differ by at most this share of the sum of all distances from the
   * mean (1e-9 by default).
   *
   * @throws IllegalArgumentException unless from 0 to 0.01
   */
  public PermutationTest withTolerance(double tolerance) {
    return new PermutationTest(alternative, permutations, seed, Resampling.tolerance(tolerance));
  }

  /**
   * Tests two lists of scores. The statistic is the difference of their means. Where all values are
   * equal the p-value is 1.
   *
   * @throws IllegalArgumentException if a list is empty, or a value or the sum of distances from
   *     the mean is not finite
   */
  public TestResult test(double[] first, double[] second) {
    check("first", first);
    check("second", second);
    double[] values = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, values, first.length, second.length);
    double rounding = Math.ulp(Resampling.magnitude(values)) * values.length;
    double mean = Moments.of(values).mean();
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
      all += Math.abs(values[i]);
    }
    if (!Double.isFinite(all)) {
      throw new IllegalArgumentException(
          "values: sum of distances from the mean " + all + " (expected: a finite sum)");
    }
    // All sum to 0, so that the sum of either list says everything.
    double observed = Moments.sum(Arrays.copyOf(values, first.length));
    boolean firstIsShorter = first.length <= second.length;
    int size = Math.min(first.length, second.length);
    Divisions divisions = new Divisions(values, size, all * tolerance + rounding);
    double ofShorter = firstIsShorter ? observed : -observed;
    boolean exact = Divisions.count(values.length, size) <= Divisions.MOST_COUNTED;
    double p =
        exact
            ? divisions.share(ofShorter, of(firstIsShorter))
            : (divisions.random(ofShorter, of(firstIsShorter), permutations, seed) + 1.0)
                / (permutations + 1.0);
    double difference = observed / first.length + observed / second.length;
    return TestResult.of(
        "permutation test"
            + (exact ? ", all permutations" : ", " + permutations + " random permutations"),
        difference,
        p,
        values.length);
  }

  // The shorter list's alternative.
  private Alternative of(boolean firstIsShorter) {
    return firstIsShorter || alternative == Alternative.TWO_SIDED
        ? alternative
        : alternative == Alternative.LESS ? Alternative.GREATER : Alternative.LESS;
  }

  private static void check(String name, double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(name + ": 0 values (expected: at least 1)");
    }
    Checks.finite(name, values);
  }
}
