package dev.assay.stats.sequential;

/**
 * Nodes and weights for integrals from 0 to {@code length}, by Newton's method on the polynomial.
 */
final class GaussLegendre {

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  static GaussLegendre of(int n, double length) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int step = 0; step < 20; step++) {
        double before = 1;
        double value = x;
        for (int j = 2; j <= n; j++) {
          double next = ((2 * j - 1) * x * value - (j - 1) * before) / j;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        double move = value / slope;
        x -= move;
        if (Math.abs(move) < 1e-15) {
          break;
        }
      }
      nodes[i] = length * (1 + x) / 2;
      weights[i] = length / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(nodes, weights);
  }

  double node(int i) {
    return nodes[i];
  }

  double weight(int i) {
    return weights[i];
  }
}
