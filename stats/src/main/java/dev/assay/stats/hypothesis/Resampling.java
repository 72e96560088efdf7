package dev.assay.stats.hypothesis;

/** What the permutation tests share. */
final class Resampling {

  private static final double MOST_TOLERANCE = 0.01;

  private Resampling() {}

  static double tolerance(double tolerance) {
    if (!(tolerance >= 0 && tolerance <= MOST_TOLERANCE)) {
      throw new IllegalArgumentException(
          "tolerance: " + tolerance + " (expected: from 0 to " + MOST_TOLERANCE + ")");
    }
    return tolerance;
  }

  static double magnitude(double[] values) {
    double greatest = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }
}
