package dev.assay.stats.power;

/** Checks of what a plan rests on. */
final class Plans {

  private Plans() {}

  static void count(String name, long n) {
    if (!(n >= 1 && n <= Search.MOST)) {
      throw new IllegalArgumentException(name + ": " + n + " (expected: from 1 to 2^40)");
    }
  }

  static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a finite number)");
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a number above 0)");
    }
  }

  static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: from 0 to 1)");
    }
  }

  static void rate(double baseline, double effect) {
    share("baseline", baseline);
    double rate = baseline + effect;
    if (!(rate >= -1e-12 && rate <= 1 + 1e-12)) {
      throw new IllegalArgumentException(
          "effect: "
              + effect
              + " (expected: from "
              + -baseline
              + " to "
              + (1 - baseline)
              + ", so that the rate stays from 0 to 1)");
    }
  }

  static int repeats(int repeats) {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats: " + repeats + " (expected: at least 1)");
    }
    return repeats;
  }

  /** Variance of a mean of so many repeats, over that of one. */
  static double ofRepeats(int repeats, double correlation) {
    return correlation + (1 - correlation) / repeats;
  }
}
