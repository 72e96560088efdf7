package dev.assay.stats.sequential;

/**
 * Siegmund's approximation to the run length of a CUSUM: where to begin the search. Source: D.
 * Siegmund, "Sequential analysis: tests and confidence intervals" (1985).
 */
final class Siegmund {

  static final double OVERSHOOT = 1.166;

  private Siegmund() {}

  static double runLength(double k, double h) {
    double b = h + OVERSHOOT;
    return (Math.expm1(2 * k * b) - 2 * k * b) / (2 * k * k);
  }

  /** The threshold for a run length, at least 0. */
  static double threshold(double k, double runLength) {
    double low = 0;
    double high = 1;
    while (runLength(k, high) < runLength) {
      high *= 2;
    }
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (runLength(k, middle) < runLength) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
