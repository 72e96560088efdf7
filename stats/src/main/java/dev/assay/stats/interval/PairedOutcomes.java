package dev.assay.stats.interval;

import dev.assay.stats.internal.Checks;

/**
 * How often the two of a pair passed: the same examples given to two systems.
 *
 * @param bothPass pairs that passed twice
 * @param onlyFirst pairs of which only the first passed
 * @param onlySecond pairs of which only the second passed
 * @param bothFail pairs that failed twice
 * @since 0.1
 */
public record PairedOutcomes(long bothPass, long onlyFirst, long onlySecond, long bothFail) {

  private static final long MOST = 1L << 52;

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is negative or there is no pair
   */
  public PairedOutcomes {
    check("bothPass", bothPass);
    check("onlyFirst", onlyFirst);
    check("onlySecond", onlySecond);
    check("bothFail", bothFail);
    if (bothPass + onlyFirst + onlySecond + bothFail == 0) {
      throw new IllegalArgumentException("pairs: 0 (expected: at least 1)");
    }
  }

  /**
   * Counts pairs.
   *
   * @throws IllegalArgumentException if the lengths differ or there is no pair
   */
  public static PairedOutcomes of(boolean[] first, boolean[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    long[] counts = new long[4];
    for (int i = 0; i < first.length; i++) {
      counts[(first[i] ? 0 : 2) + (second[i] ? 0 : 1)]++;
    }
    return new PairedOutcomes(counts[0], counts[1], counts[2], counts[3]);
  }

  /** How many pairs there are. */
  public long pairs() {
    return bothPass + onlyFirst + onlySecond + bothFail;
  }

  /** Pairs of which one passed and one failed: all that tells the systems apart. */
  public long discordant() {
    return onlyFirst + onlySecond;
  }

  /** The first's pass rate less the second's. */
  public double difference() {
    return (double) (onlyFirst - onlySecond) / pairs();
  }

  private static void check(String name, long count) {
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException(name + ": " + count + " (expected: from 0 to 2^52)");
    }
  }
}
