package dev.assay.stats.sequential;

import dev.assay.stats.internal.Normal;

/**
 * The run length of a one-sided CUSUM of normal observations: Page's integral equation {@code L(s)
 * = 1 + L(0) Phi(k - s) + int_0^h L(y) phi(y - s + k) dy}, solved for the values at Gauss-Legendre
 * nodes.
 */
final class NormalRunLength {

  private static final double TOLERANCE = 1e-6;
  private static final int NODES_AT_LEAST = 24;
  private static final int NODES_PER_DEVIATION = 6;

  private NormalRunLength() {}

  /** The mean number of observations from 0 to above {@code h}. */
  static double of(double k, double h) {
    int nodes = NODES_AT_LEAST + (int) Math.ceil(NODES_PER_DEVIATION * h);
    GaussLegendre rule = GaussLegendre.of(nodes, h);
    // Unknowns: L at 0, then at the nodes.
    double[][] equations = new double[nodes + 1][nodes + 2];
    for (int i = 0; i <= nodes; i++) {
      double s = i == 0 ? 0 : rule.node(i - 1);
      double[] equation = equations[i];
      equation[0] = -Normal.cdf(k - s);
      for (int j = 0; j < nodes; j++) {
        equation[j + 1] = -rule.weight(j) * density(rule.node(j) - s + k);
      }
      equation[i] += 1;
      equation[nodes + 1] = 1;
    }
    return firstUnknown(equations);
  }

  /** The least threshold with a run length of {@code target}, or 0 if that has more. */
  static Threshold threshold(double k, double target) {
    double least = of(k, 0);
    if (least >= target) {
      return new Threshold(0, least);
    }
    double low = 0;
    double high = Siegmund.threshold(k, target) + 1;
    double h = high - 1;
    while (of(k, high) < target) {
      low = high;
      high *= 1.5;
      h = low;
    }
    double runLength = of(k, h);
    for (int i = 0; i < 60 && Math.abs(runLength / target - 1) > TOLERANCE; i++) {
      if (runLength < target) {
        low = h;
      } else {
        high = h;
      }
      // The logarithm of the run length grows by about 2 k for each unit of the threshold.
      double step = h + Math.log(target / runLength) / slope(k, h);
      h = step > low && step < high ? step : (low + high) / 2;
      runLength = of(k, h);
    }
    return new Threshold(h, runLength);
  }

  private static double slope(double k, double h) {
    double b = h + Siegmund.OVERSHOOT;
    double growth = Math.exp(2 * k * b);
    return 2 * k * (growth - 1) / (growth - 2 * k * b - 1);
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  // Gaussian elimination from the last unknown to the first, rows by the greatest pivot.
  private static double firstUnknown(double[][] rows) {
    int n = rows.length;
    for (int column = n - 1; column > 0; column--) {
      int pivot = column;
      for (int i = 0; i < column; i++) {
        if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) {
          pivot = i;
        }
      }
      double[] row = rows[pivot];
      rows[pivot] = rows[column];
      rows[column] = row;
      for (int i = 0; i < column; i++) {
        double[] other = rows[i];
        double factor = other[column] / row[column];
        for (int j = 0; j < column; j++) {
          other[j] -= factor * row[j];
        }
        other[n] -= factor * row[n];
      }
    }
    return rows[0][n] / rows[0][0];
  }
}
