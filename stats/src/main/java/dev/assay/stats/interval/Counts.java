package dev.assay.stats.interval;

final class Counts {

  private Counts() {}

  static void check(long successes, long trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("trials: " + trials + " (expected: trials >= 1)");
    }
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "successes: " + successes + " (expected: 0 <= successes <= trials = " + trials + ")");
    }
  }
}
