package dev.assay.stats.sequential;

/** Checks of error rates. */
final class ErrorRates {

  private ErrorRates() {}

  static double check(String name, double rate) {
    if (!(rate > 0 && rate < 0.5)) {
      throw new IllegalArgumentException(name + ": " + rate + " (expected: 0 < rate < 0.5)");
    }
    return rate;
  }
}
