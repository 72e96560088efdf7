package dev.assay.stats.distance;

import dev.assay.stats.internal.Checks;
import java.util.Arrays;

/**
 * Distances between the distributions of two lists of numbers, in {@code n log n}.
 *
 * <p>Both are above 0 by chance alone. For the probability of a Kolmogorov-Smirnov distance see the
 * test of that name in {@code stats.hypothesis}.
 *
 * @since 0.1
 */
public final class EmpiricalDistance {

  private EmpiricalDistance() {}

  /**
   * The Wasserstein distance of order 1, also called earth mover's: how far values are to be moved
   * on average to make one list of the other, in their own unit. Source: S. S. Vallender,
   * "Calculation of the Wasserstein distance between probability distributions on the line", Theory
   * of Probability and Its Applications 18 (1974).
   *
   * @return 0 or more; infinite where it leaves the range of a double
   * @throws IllegalArgumentException if a list is empty or a value is not finite
   */
  public static double wasserstein(double[] first, double[] second) {
    double[] x = sorted("first", first);
    double[] y = sorted("second", second);
    double sum = 0;
    double lost = 0;
    double before = Math.min(x[0], y[0]);
    int i = 0;
    int j = 0;
    while (i < x.length || j < y.length) {
      double at = next(x, i, y, j);
      double gap = Math.abs(gap(i, x.length, j, y.length));
      if (gap > 0 && at > before) {
        double term = gap * (at - before);
        double total = sum + term;
        // Neumaier's compensation.
        lost += sum >= term ? (sum - total) + term : (term - total) + sum;
        sum = total;
      }
      before = at;
      i = after(x, i, at);
      j = after(y, j, at);
    }
    return Double.isInfinite(sum) ? sum : sum + lost;
  }

  /**
   * The Kolmogorov-Smirnov distance: the greatest difference of the shares of values up to some
   * point. Source: N. V. Smirnov, "Table for estimating the goodness of fit of empirical
   * distributions", Annals of Mathematical Statistics 19 (1948).
   *
   * @return from 0 to 1
   * @throws IllegalArgumentException if a list is empty or a value is not finite
   */
  public static double kolmogorovSmirnov(double[] first, double[] second) {
    double[] x = sorted("first", first);
    double[] y = sorted("second", second);
    double greatest = 0;
    int i = 0;
    int j = 0;
    while (i < x.length && j < y.length) {
      double at = Math.min(x[i], y[j]);
      i = after(x, i, at);
      j = after(y, j, at);
      greatest = Math.max(greatest, Math.abs(gap(i, x.length, j, y.length)));
    }
    return greatest;
  }

  // The difference of shares, from whole numbers so that equal shares cancel.
  private static double gap(int i, int n, int j, int m) {
    return (double) ((long) i * m - (long) j * n) / ((double) n * m);
  }

  private static double next(double[] x, int i, double[] y, int j) {
    if (i == x.length) {
      return y[j];
    }
    return j == y.length ? x[i] : Math.min(x[i], y[j]);
  }

  private static int after(double[] sorted, int from, double at) {
    int to = from;
    while (to < sorted.length && sorted[to] <= at) {
      to++;
    }
    return to;
  }

  private static double[] sorted(String name, double[] values) {
    Checks.finite(name, values);
    if (values.length == 0) {
      throw new IllegalArgumentException(name + ": no values (expected: at least 1)");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
