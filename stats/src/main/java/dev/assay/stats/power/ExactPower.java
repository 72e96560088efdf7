package dev.assay.stats.power;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The power of the exact test of McNemar for pairs that differ as said, summed over the number of
 * discordant pairs. How often so many of them are rejected is worked out once: a search for the
 * number of pairs asks again and again.
 */
final class ExactPower {

  private static final double REACH = 9;

  private final Flips flips;
  private final Goal goal;
  // By the number of discordant pairs; NaN where nobody asked yet.
  private double[] rejected = new double[0];

  ExactPower(Flips flips, Goal goal) {
    this.flips = flips;
    this.goal = goal;
  }

  double of(long pairs) {
    double share = Math.min(1, flips.discordant());
    if (share == 0) {
      return 0;
    }
    BinomialDistribution count = BinomialDistribution.of((int) pairs, share);
    double spread = REACH * Math.sqrt(pairs * share * (1 - share)) + REACH;
    int from = (int) Math.max(1, Math.floor(pairs * share - spread));
    int to = (int) Math.min((double) pairs, Math.ceil(pairs * share + spread));
    double power = 0;
    for (int m = from; m <= to; m++) {
      power += count.probability(m) * rejected(m);
    }
    return Math.min(1, power);
  }

  private double rejected(int discordant) {
    if (discordant >= rejected.length) {
      int known = rejected.length;
      rejected = Arrays.copyOf(rejected, Math.max(discordant + 1, 2 * known));
      Arrays.fill(rejected, known, rejected.length, Double.NaN);
    }
    if (Double.isNaN(rejected[discordant])) {
      rejected[discordant] = probability(discordant);
    }
    return rejected[discordant];
  }

  private double probability(int discordant) {
    BinomialDistribution fair = BinomialDistribution.of(discordant, 0.5);
    // The least count k with P(X >= k) <= tail.
    int least = fair.inverseSurvivalProbability(goal.tail()) + 1;
    if (least > discordant) {
      return 0;
    }
    double toward = Math.max(flips.lost(), flips.won()) / flips.discordant();
    BinomialDistribution actual = BinomialDistribution.of(discordant, toward);
    double right = actual.survivalProbability(least - 1);
    return goal.sides() == Sides.TWO
        ? right + actual.cumulativeProbability(discordant - least)
        : right;
  }
}
