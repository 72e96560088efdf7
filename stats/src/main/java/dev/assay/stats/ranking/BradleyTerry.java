package dev.assay.stats.ranking;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Bradley-Terry model: each contender has a strength, and beats another with probability {@code
 * 1 / (1 + exp(other - own))}.
 *
 * <p>Strengths are on the scale of log odds and have mean 0; a tie counts as half a win for both.
 * The likelihood is maximised by minorisation (Hunter); intervals are normal, from the inverse of
 * the information on strengths that sum to 0. A contender who won or lost everything would be
 * infinitely strong or weak: every pair that met gets {@code prior} further comparisons, half won
 * by either, which keeps strengths finite and pulls them a little together; the default is one
 * tie's worth for each pair. Contenders must be connected by comparisons, or their strengths cannot
 * be put on one scale. Intervals suppose that comparisons are independent: with many on few
 * subjects they are too narrow. Sources: R. A. Bradley, M. E. Terry, "Rank analysis of incomplete
 * block designs", Biometrika 39 (1952); D. R. Hunter, "MM algorithms for generalized Bradley-Terry
 * models", Annals of Statistics 32 (2004).
 *
 * @since 0.1
 */
public final class BradleyTerry {

  private static final BradleyTerry DEFAULT = new BradleyTerry(0.95, 1);
  private static final int MOST_STEPS = 100_000;
  private static final double CLOSE = 1e-12;

  private final double level;
  private final double prior;

  private BradleyTerry(double level, double prior) {
    this.level = level;
    this.prior = prior;
  }

  /** With 95% intervals and one further comparison for each pair that met. */
  public static BradleyTerry withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public BradleyTerry withLevel(double level) {
    return new BradleyTerry(Checks.level(level), prior);
  }

  /**
   * Adds so many comparisons, half won by either, to each pair that met; 0 for the plain
   * likelihood.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public BradleyTerry withPrior(double prior) {
    if (!(prior >= 0) || Double.isInfinite(prior)) {
      throw new IllegalArgumentException("prior: " + prior + " (expected: prior >= 0)");
    }
    return new BradleyTerry(level, prior);
  }

  /**
   * The strength of each contender.
   *
   * @param wins {@code wins[i][j]} is how often i beat j, ties counted half for both; the diagonal
   *     is not looked at
   * @return strengths in the order given, {@code n} being how many comparisons each took part in
   * @throws IllegalArgumentException if there are fewer than two contenders, the table is not
   *     square, a count is negative or not finite, contenders are not connected, or, without a
   *     prior, one has won or lost everything
   */
  public List<Estimate> of(double[][] wins) {
    int k = wins.length;
    check(wins);
    double[][] won = new double[k][k];
    double[][] met = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        boolean meet = i != j && wins[i][j] + wins[j][i] > 0;
        won[i][j] = meet ? wins[i][j] + prior / 2 : 0;
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        met[i][j] = won[i][j] + won[j][i];
      }
    }
    checkConnected(won);
    double[] strength = maximise(won, met);
    double[][] covariance = covariance(strength, met);
    double z = Normal.twoSided(level);
    List<Estimate> estimates = new ArrayList<>(k);
    for (int i = 0; i < k; i++) {
      double half = z * Math.sqrt(Math.max(0, covariance[i][i]));
      long n = 0;
      for (int j = 0; j < k; j++) {
        n += i == j ? 0 : Math.round(wins[i][j] + wins[j][i]);
      }
      estimates.add(
          new Estimate(
              strength[i],
              new Interval(strength[i] - half, strength[i] + half, level),
              Math.max(1, n)));
    }
    return estimates;
  }

  private static void check(double[][] wins) {
    if (wins.length < 2) {
      throw new IllegalArgumentException("contenders: " + wins.length + " (expected: at least 2)");
    }
    for (double[] row : wins) {
      if (row.length != wins.length) {
        throw new IllegalArgumentException(
            "wins: " + row.length + " in a row (expected: " + wins.length + ")");
      }
      for (double count : row) {
        if (!(count >= 0) || Double.isInfinite(count)) {
          throw new IllegalArgumentException("wins: " + count + " (expected: at least 0)");
        }
      }
    }
  }

  // The likelihood has a maximum exactly where everyone can be reached from everyone by wins (Ford,
  // 1957).
  private static void checkConnected(double[][] won) {
    if (reached(won, false) < won.length || reached(won, true) < won.length) {
      throw new IllegalArgumentException(
          "comparisons: contenders without wins and losses that connect them (expected: each pair joined"
              + " by a chain of wins; compare more pairs, or use a prior)");
    }
  }

  private static int reached(double[][] won, boolean backwards) {
    boolean[] seen = new boolean[won.length];
    int[] queue = new int[won.length];
    int end = 1;
    seen[0] = true;
    for (int next = 0; next < end; next++) {
      for (int j = 0; j < won.length; j++) {
        double edge = backwards ? won[j][queue[next]] : won[queue[next]][j];
        if (edge > 0 && !seen[j]) {
          seen[j] = true;
          queue[end++] = j;
        }
      }
    }
    return end;
  }

  private static double[] maximise(double[][] won, double[][] met) {
    int k = won.length;
    double[] total = new double[k];
    for (int i = 0; i < k; i++) {
      total[i] = Arrays.stream(won[i]).sum();
    }
    double[] strength = new double[k];
    for (int step = 0; step < MOST_STEPS; step++) {
      double moved = 0;
      for (int i = 0; i < k; i++) {
        double sum = 0;
        for (int j = 0; j < k; j++) {
          if (i != j && met[i][j] > 0) {
            sum += met[i][j] / (Math.exp(strength[i]) + Math.exp(strength[j]));
          }
        }
        double next = Math.log(total[i]) - Math.log(sum);
        moved = Math.max(moved, Math.abs(next - strength[i]));
        strength[i] = next;
      }
      centre(strength);
      if (moved < CLOSE) {
        break;
      }
    }
    return strength;
  }

  private static void centre(double[] strength) {
    double mean = Arrays.stream(strength).average().orElse(0);
    for (int i = 0; i < strength.length; i++) {
      strength[i] -= mean;
    }
  }

  // The inverse of the information plus a constant, less that constant: its inverse on strengths
  // that sum to 0.
  private static double[][] covariance(double[] strength, double[][] met) {
    int k = strength.length;
    double[][] information = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        if (i != j) {
          double p = 1 / (1 + Math.exp(strength[j] - strength[i]));
          double each = met[i][j] * p * (1 - p);
          information[i][j] -= each;
          information[i][i] += each;
        }
      }
    }
    for (double[] row : information) {
      for (int j = 0; j < k; j++) {
        row[j] += 1.0 / k;
      }
    }
    double[][] inverse = inverse(information);
    for (double[] row : inverse) {
      for (int j = 0; j < k; j++) {
        row[j] -= 1.0 / k;
      }
    }
    return inverse;
  }

  // Gauss and Jordan with the greatest pivot; the matrix is positive definite.
  private static double[][] inverse(double[][] matrix) {
    int k = matrix.length;
    double[][] a = new double[k][2 * k];
    for (int i = 0; i < k; i++) {
      System.arraycopy(matrix[i], 0, a[i], 0, k);
      a[i][k + i] = 1;
    }
    for (int c = 0; c < k; c++) {
      int pivot = c;
      for (int i = c + 1; i < k; i++) {
        pivot = Math.abs(a[i][c]) > Math.abs(a[pivot][c]) ? i : pivot;
      }
      double[] swap = a[c];
      a[c] = a[pivot];
      a[pivot] = swap;
      double divisor = a[c][c];
      for (int j = 0; j < 2 * k; j++) {
        a[c][j] /= divisor;
      }
      for (int i = 0; i < k; i++) {
        double factor = i == c ? 0 : a[i][c];
        for (int j = 0; factor != 0 && j < 2 * k; j++) {
          a[i][j] -= factor * a[c][j];
        }
      }
    }
    double[][] inverse = new double[k][];
    for (int i = 0; i < k; i++) {
      inverse[i] = Arrays.copyOfRange(a[i], k, 2 * k);
    }
    return inverse;
  }
}
