package dev.assay.stats.summary;

import dev.assay.stats.internal.Normal;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The ranks, from 1, between which a quantile lies with at least a given probability, with at most
 * half of the rest on each side: 0 and {@code n + 1} stand for no limit.
 */
record RankInterval(long low, long high) {

  /** From here on the normal distribution gives the ranks, one added on each side. */
  private static final long LARGE = 1_000_000_000;

  static RankInterval of(long n, double probability, double level) {
    double tail = (1 - level) / 2;
    if (n >= LARGE) {
      double centre = n * probability;
      double half = Normal.twoSided(level) * Math.sqrt(n * probability * (1 - probability)) + 1;
      return new RankInterval(
          Math.max(0, (long) Math.floor(centre - half)),
          Math.min(n + 1, (long) Math.ceil(centre + half) + 1));
    }
    BinomialDistribution below = BinomialDistribution.of((int) n, probability);
    int low = below.inverseCumulativeProbability(tail);
    if (below.cumulativeProbability(low) <= tail) {
      low++;
    }
    return new RankInterval(low, below.inverseSurvivalProbability(tail) + 1L);
  }
}
