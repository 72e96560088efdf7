package dev.assay.stats.internal;

/** Checks of arguments, with the words of the rule that was broken. */
public final class Checks {

  private static final int MOST_CATEGORIES = 4096;
  private static final int MOST_BINS = 1_000_000;

  private Checks() {}

  /** A confidence level, strictly between 0 and 1. */
  public static double level(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level: " + level + " (expected: 0 < level < 1)");
    }
    return level;
  }

  /** Two arrays of one length. */
  public static void sameLength(String a, int lengthOfA, String b, int lengthOfB) {
    if (lengthOfA != lengthOfB) {
      throw new IllegalArgumentException(
          b + ": " + lengthOfB + " values (expected: " + lengthOfA + ", as many as " + a + ")");
    }
  }

  /** Finite numbers only. */
  public static void finite(String name, double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: a finite number)");
      }
    }
  }

  /** Category numbers from 0 to below {@code categories}, of which there may be 4,096. */
  public static void categories(String name, int[] values, int categories) {
    if (categories > MOST_CATEGORIES) {
      throw new IllegalArgumentException(
          "categories: " + categories + " (expected: at most " + MOST_CATEGORIES + ")");
    }
    for (int value : values) {
      if (value < 0 || value >= categories) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: 0 <= category < " + categories + ")");
      }
    }
  }

  /** Probabilities in (0, 1]. */
  public static void probabilities(String name, double[] values) {
    for (double value : values) {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: 0 < probability <= 1)");
      }
    }
  }

  /** A number of bins. */
  public static void bins(int bins) {
    if (bins < 1 || bins > MOST_BINS) {
      throw new IllegalArgumentException(
          "bins: " + bins + " (expected: from 1 to " + MOST_BINS + ")");
    }
  }
}
