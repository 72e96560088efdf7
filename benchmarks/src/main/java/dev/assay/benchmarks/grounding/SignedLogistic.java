package dev.assay.benchmarks.grounding;

import java.util.Arrays;

/**
 * Logistic regression with a ridge penalty in which each coefficient has the sign that its
 * feature's meaning gives it, or is zero: of correlated features none is turned against another.
 *
 * <p>Minimised by Newton's method, each of whose quadratics is minimised one coefficient at a time
 * and cut at zero, until nothing moves: the objective is convex, so that this is its minimum.
 * Deterministic.
 */
final class SignedLogistic {

  private static final double RIDGE = 30;
  private static final int MOST_ROUNDS = 25;
  private static final int MOST_SWEEPS = 400;
  private static final double LEAST_CURVATURE = 0.02;
  private static final double SMALL = 1e-4;

  private final double[] mean;
  private final double[] scale;
  private final double[] coefficient;
  private double intercept;

  private SignedLogistic(int features) {
    this.mean = new double[features];
    this.scale = new double[features];
    this.coefficient = new double[features];
  }

  /**
   * Fits.
   *
   * @param x rows of features
   * @param y labels
   * @param weight of each row; they sum to the number of rows
   * @param sign 1 for features that speak for yes, -1 for those against, 0 for those left out
   */
  static SignedLogistic fit(double[][] x, boolean[] y, double[] weight, int[] sign) {
    SignedLogistic fit = new SignedLogistic(sign.length);
    double[][] z = fit.standardise(x);
    fit.descend(z, y, weight, sign);
    return fit;
  }

  /** The probability of yes. */
  double probability(double[] features) {
    double logit = intercept;
    for (int j = 0; j < coefficient.length; j++) {
      logit += coefficient[j] * (features[j] - mean[j]) / scale[j];
    }
    return 1 / (1 + Math.exp(-logit));
  }

  /** The coefficient of a feature as it is, not standardised. */
  double coefficient(int feature) {
    return coefficient[feature] / scale[feature];
  }

  /** The intercept that goes with {@link #coefficient}. */
  double intercept() {
    double sum = intercept;
    for (int j = 0; j < coefficient.length; j++) {
      sum -= coefficient[j] * mean[j] / scale[j];
    }
    return sum;
  }

  /** The coefficient of the standardised feature: how much it counts. */
  double standardised(int feature) {
    return coefficient[feature];
  }

  // Columns of standardised features.
  private double[][] standardise(double[][] x) {
    double[][] z = new double[mean.length][x.length];
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : x) {
        sum += row[j];
        squares += row[j] * row[j];
      }
      mean[j] = sum / x.length;
      scale[j] = Math.sqrt(Math.max(0, squares / x.length - mean[j] * mean[j])) + 1e-9;
      for (int i = 0; i < x.length; i++) {
        z[j][i] = (x[i][j] - mean[j]) / scale[j];
      }
    }
    return z;
  }

  // Newton's method: each quadratic is minimised one coefficient at a time, cut at zero.
  private void descend(double[][] z, boolean[] y, double[] weight, int[] sign) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] before = parameters();
      newton(z, y, weight, sign);
      double moved = 0;
      double[] after = parameters();
      for (int j = 0; j < after.length; j++) {
        moved = Math.max(moved, Math.abs(after[j] - before[j]));
      }
      if (moved < SMALL) {
        return;
      }
    }
  }

  private double[] parameters() {
    double[] all = Arrays.copyOf(coefficient, coefficient.length + 1);
    all[coefficient.length] = intercept;
    return all;
  }

  private void newton(double[][] z, boolean[] y, double[] weight, int[] sign) {
    int d = z.length;
    double[][] gram = new double[d + 1][d + 1];
    double[] slope = new double[d + 1];
    double[] row = new double[d + 1];
    row[d] = 1;
    for (int i = 0; i < y.length; i++) {
      double logit = intercept;
      for (int j = 0; j < d; j++) {
        row[j] = z[j][i];
        logit += coefficient[j] * row[j];
      }
      double p = 1 / (1 + Math.exp(-logit));
      double curvature = weight[i] * Math.max(p * (1 - p), LEAST_CURVATURE);
      for (int j = 0; j <= d; j++) {
        slope[j] += weight[i] * (p - (y[i] ? 1 : 0)) * row[j];
        for (int k = 0; k <= j; k++) {
          gram[j][k] += curvature * row[j] * row[k];
        }
      }
    }
    for (int j = 0; j <= d; j++) {
      for (int k = 0; k < j; k++) {
        gram[k][j] = gram[j][k];
      }
      if (j < d) {
        gram[j][j] += RIDGE;
        slope[j] += RIDGE * coefficient[j];
      }
    }
    solve(gram, slope, sign);
  }

  private void solve(double[][] gram, double[] slope, int[] sign) {
    int d = coefficient.length;
    double[] start = parameters();
    double[] at = start.clone();
    double moved = 1;
    for (int round = 0; round < MOST_SWEEPS && moved > SMALL / 10; round++) {
      moved = 0;
      for (int j = 0; j <= d; j++) {
        if (j < d && sign[j] == 0) {
          continue;
        }
        double gradient = slope[j];
        for (int k = 0; k <= d; k++) {
          gradient += gram[j][k] * (at[k] - start[k]);
        }
        double next = at[j] - gradient / gram[j][j];
        if (j < d) {
          next = sign[j] > 0 ? Math.max(0, next) : Math.min(0, next);
        }
        moved = Math.max(moved, Math.abs(next - at[j]));
        at[j] = next;
      }
    }
    System.arraycopy(at, 0, coefficient, 0, d);
    intercept = at[d];
  }
}
