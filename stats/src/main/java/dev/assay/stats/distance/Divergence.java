package dev.assay.stats.distance;

/**
 * Divergences of two distributions over the same classes, given as counts or weights, which are
 * taken as shares of their sum.
 *
 * <p>Of samples they are too large on average, by about {@code (classes - 1) / (2 n)} nats for a
 * sample of n against a known distribution: compare like sizes. Sources: S. Kullback, R. A.
 * Leibler, "On information and sufficiency", Annals of Mathematical Statistics 22 (1951); J. Lin,
 * "Divergence measures based on the Shannon entropy", IEEE Transactions on Information Theory 37
 * (1991); D. M. Endres, J. E. Schindelin, "A new metric for probability distributions", IEEE
 * Transactions on Information Theory 49 (2003).
 *
 * @since 0.1
 */
public final class Divergence {

  private static final double BITS = 1 / Math.log(2);

  private Divergence() {}

  /**
   * The Kullback-Leibler divergence of the first from the second, in nats: {@code sum p ln(p / q)}.
   *
   * @return 0 or more; infinite where a class of the first never occurs in the second
   * @throws IllegalArgumentException if the lengths differ, or counts are negative, not finite or
   *     all 0
   */
  public static double kullbackLeibler(double[] first, double[] second) {
    ClassCounts.check(first, second);
    return divergence(ClassCounts.shares("first", first), ClassCounts.shares("second", second));
  }

  /**
   * The Jensen-Shannon divergence in bits: the mean divergence of both from their mean. Symmetric,
   * finite whatever is missing.
   *
   * @return from 0 (the same) to 1 (no class in common)
   * @throws IllegalArgumentException if the lengths differ, or counts are negative, not finite or
   *     all 0
   */
  public static double jensenShannon(double[] first, double[] second) {
    ClassCounts.check(first, second);
    double[] p = ClassCounts.shares("first", first);
    double[] q = ClassCounts.shares("second", second);
    double[] mean = new double[p.length];
    for (int i = 0; i < mean.length; i++) {
      // Where the mean of the least doubles would round to 0.
      mean[i] = Math.max((p[i] + q[i]) / 2, Math.min(p[i] + q[i], Double.MIN_VALUE));
    }
    double nats = (divergence(p, mean) + divergence(q, mean)) / 2;
    return Math.min(1, nats * BITS);
  }

  /**
   * The Jensen-Shannon distance: the root of {@link #jensenShannon}, which obeys the triangle
   * inequality.
   *
   * @return from 0 to 1
   * @throws IllegalArgumentException as {@link #jensenShannon} does
   */
  public static double jensenShannonDistance(double[] first, double[] second) {
    return Math.sqrt(jensenShannon(first, second));
  }

  private static double divergence(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        sum += p[i] * (Math.log(p[i]) - Math.log(q[i]));
      }
    }
    return Math.max(0, sum);
  }
}
