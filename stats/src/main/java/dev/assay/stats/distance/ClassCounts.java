package dev.assay.stats.distance;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Moments;

/** Checks of counts, or weights, of the same classes. */
final class ClassCounts {

  private ClassCounts() {}

  static void check(double[] first, double[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    total("first", first);
    total("second", second);
  }

  static double total(String name, double[] counts) {
    for (double count : counts) {
      if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            name + ": " + count + " (expected: counts of 0 or more, finite)");
      }
    }
    double total = Moments.sum(counts);
    if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + ": counts that sum to " + total + " (expected: a finite sum above 0)");
    }
    return total;
  }

  static double[] shares(String name, double[] counts) {
    double total = total(name, counts);
    double[] shares = new double[counts.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = counts[i] / total;
    }
    return shares;
  }
}
