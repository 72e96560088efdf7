package dev.assay.stats.distance;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The maximum mean discrepancy: do two samples of vectors, such as embeddings, come from one
 * distribution; by a Gaussian kernel, whose bandwidth is the median distance unless given.
 *
 * <p>It sees any kind of difference, given enough vectors. Vectors must be independent. Sources: A.
 * Gretton, K. M. Borgwardt, M. J. Rasch, B. Schölkopf, A. Smola, "A kernel two-sample test", JMLR
 * 13 (2012); the p-value by permutation: B. Phipson, G. K. Smyth, "Permutation p-values should
 * never be zero", Statistical Applications in Genetics and Molecular Biology 9 (2010).
 *
 * @since 0.1
 */
public final class MaximumMeanDiscrepancy {

  /** How it is computed. */
  public enum Estimator {
    /**
     * From all pairs of vectors: time and memory grow with the square, up to 4,000 vectors in all.
     * Threshold and p-value by permutation hold exactly, whatever the size.
     */
    QUADRATIC,
    /**
     * From each vector once, in time linear in their number, with the normal threshold; far less
     * sensitive at equal size. Of the larger sample as many are used as there are in the smaller.
     * Good from about 50 of each on.
     */
    LINEAR
  }

  private static final int MOST_QUADRATIC = 4_000;
  private static final MaximumMeanDiscrepancy DEFAULT =
      new MaximumMeanDiscrepancy(Estimator.QUADRATIC, 0, 0.05, 999, 7);

  private final Estimator estimator;
  private final double bandwidth;
  private final double alpha;
  private final int permutations;
  private final long seed;

  private MaximumMeanDiscrepancy(
      Estimator estimator, double bandwidth, double alpha, int permutations, long seed) {
    this.estimator = estimator;
    this.bandwidth = bandwidth;
    this.alpha = alpha;
    this.permutations = permutations;
    this.seed = seed;
  }

  /** Quadratic, 999 permutations, the median distance as bandwidth, alpha 0.05, a fixed seed. */
  public static MaximumMeanDiscrepancy withDefaults() {
    return DEFAULT;
  }

  /** Computes it so. */
  public MaximumMeanDiscrepancy with(Estimator estimator) {
    return new MaximumMeanDiscrepancy(
        requireNonNull(estimator, "estimator"), bandwidth, alpha, permutations, seed);
  }

  /**
   * Takes this bandwidth, in the unit of distances. One taken from a reference once, and kept,
   * makes values of several comparisons comparable.
   *
   * @throws IllegalArgumentException unless it is above 0 and finite
   */
  public MaximumMeanDiscrepancy withBandwidth(double bandwidth) {
    if (!(bandwidth > 0 && bandwidth < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "bandwidth: " + bandwidth + " (expected: a number above 0)");
    }
    return new MaximumMeanDiscrepancy(estimator, bandwidth, alpha, permutations, seed);
  }

  /**
   * Makes the threshold for this probability of a false alarm.
   *
   * @throws IllegalArgumentException unless {@code 0 < alpha < 0.5}
   */
  public MaximumMeanDiscrepancy withAlpha(double alpha) {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha: " + alpha + " (expected: 0 < alpha < 0.5)");
    }
    return new MaximumMeanDiscrepancy(estimator, bandwidth, alpha, permutations, seed);
  }

  /**
   * Draws so many permutations.
   *
   * @throws IllegalArgumentException if there are fewer than 19
   */
  public MaximumMeanDiscrepancy withPermutations(int permutations) {
    if (permutations < 19) {
      throw new IllegalArgumentException(
          "permutations: " + permutations + " (expected: at least 19)");
    }
    return new MaximumMeanDiscrepancy(estimator, bandwidth, alpha, permutations, seed);
  }

  /** Draws from this seed. */
  public MaximumMeanDiscrepancy withSeed(long seed) {
    return new MaximumMeanDiscrepancy(estimator, bandwidth, alpha, permutations, seed);
  }

  /**
   * Compares two samples of numbers.
   *
   * @throws IllegalArgumentException as {@link #test(double[][], double[][])} does
   */
  public Discrepancy test(double[] first, double[] second) {
    return test(vectors(first), vectors(second));
  }

  /**
   * Compares two samples of vectors of one length. Vectors that are all the same give a value of 0
   * and a p-value of 1.
   *
   * @throws IllegalArgumentException with fewer than 2 vectors in a sample (4 for {@link
   *     Estimator#LINEAR}), with more than 4,000 in all for {@link Estimator#QUADRATIC}, or if
   *     lengths differ, a number is not finite, or distances leave the range of a double
   */
  public Discrepancy test(double[][] first, double[][] second) {
    int dimensions = check("first", first, -1);
    check("second", second, dimensions);
    if (estimator == Estimator.QUADRATIC
        && (first.length + (long) second.length > MOST_QUADRATIC)) {
      throw new IllegalArgumentException(
          "vectors: "
              + (first.length + (long) second.length)
              + " (expected: at most "
              + MOST_QUADRATIC
              + " for the quadratic estimator; the linear one has no limit)");
    }
    SplittableRandom random = new SplittableRandom(seed);
    GaussianKernel kernel =
        bandwidth > 0
            ? new GaussianKernel(bandwidth)
            : GaussianKernel.ofMedian(first, second, random);
    if (!Double.isFinite(kernel.bandwidth())) {
      throw new IllegalArgumentException(
          "vectors: too far apart (expected: squared distances within the range of a double)");
    }
    if (kernel.bandwidth() == 0) {
      return new Discrepancy(0, 0, 1, 0, (long) first.length + second.length);
    }
    return estimator == Estimator.QUADRATIC
        ? quadratic(first, second, kernel, random)
        : linear(first, second, kernel, random);
  }

  private Discrepancy quadratic(
      double[][] x, double[][] y, GaussianKernel kernel, SplittableRandom random) {
    KernelMatrix matrix = KernelMatrix.of(x, y, kernel);
    double value = matrix.observed();
    double[] permuted = matrix.permuted(permutations, random.nextLong());
    double slack = 1e-12;
    int asLarge = 1;
    for (double other : permuted) {
      asLarge += other >= value - slack ? 1 : 0;
    }
    // The observed is one of them, so that exceeding the threshold is p <= alpha.
    Arrays.sort(permuted);
    int allowed = (int) Math.floor(alpha * (permutations + 1) + 1e-9);
    double threshold =
        allowed == 0 ? Double.POSITIVE_INFINITY : permuted[permutations - allowed] + slack;
    return new Discrepancy(
        value,
        threshold,
        asLarge / (permutations + 1.0),
        kernel.bandwidth(),
        (long) x.length + y.length);
  }

  // Vectors in random order, since they may have come sorted.
  private Discrepancy linear(
      double[][] first, double[][] second, GaussianKernel kernel, SplittableRandom random) {
    int pairs = Math.min(first.length, second.length) / 2;
    if (pairs < 2) {
      throw new IllegalArgumentException(
          "vectors: "
              + Math.min(first.length, second.length)
              + " (expected: at least 4 in each sample for the linear estimator)");
    }
    double[][] x = shuffled(first, random);
    double[][] y = shuffled(second, random);
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < pairs; i++) {
      double[] a = x[2 * i];
      double[] b = x[2 * i + 1];
      double[] c = y[2 * i];
      double[] d = y[2 * i + 1];
      double h = kernel.of(a, b) + kernel.of(c, d) - kernel.of(a, d) - kernel.of(b, c);
      double deviation = h - mean;
      mean += deviation / (i + 1);
      squares += deviation * (h - mean);
    }
    double error = Math.sqrt(squares / (pairs - 1) / pairs);
    double p = error > 0 ? Normal.cdf(-mean / error) : mean > 0 ? 0 : 1;
    return new Discrepancy(
        mean, -Normal.quantile(alpha) * error, p, kernel.bandwidth(), 4L * pairs);
  }

  private static double[][] shuffled(double[][] vectors, SplittableRandom random) {
    double[][] shuffled = vectors.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double[] moved = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = moved;
    }
    return shuffled;
  }

  private static int check(String name, double[][] vectors, int dimensions) {
    if (vectors.length < 2) {
      throw new IllegalArgumentException(
          name + ": " + vectors.length + " vectors (expected: at least 2)");
    }
    int expected = dimensions < 0 ? vectors[0].length : dimensions;
    if (expected == 0) {
      throw new IllegalArgumentException(name + ": empty vectors (expected: numbers)");
    }
    for (double[] vector : vectors) {
      if (vector.length != expected) {
        throw new IllegalArgumentException(
            name + ": a vector of " + vector.length + " numbers (expected: " + expected + ")");
      }
      Checks.finite(name, vector);
    }
    return expected;
  }

  private static double[][] vectors(double[] values) {
    double[][] vectors = new double[values.length][];
    Arrays.setAll(vectors, i -> new double[] {values[i]});
    return vectors;
  }
}
