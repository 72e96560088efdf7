package dev.assay.stats.power;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How often a pair is lost (passed by the baseline only) and won (by the candidate only).
 *
 * @param lost its probability
 * @param won its probability
 */
record Flips(double lost, double won) {

  private static final double REACH = 9;

  /** With as many discordant pairs as said, as far as the rates allow. */
  static Flips of(double baseline, double effect, double discordant) {
    double won = (Math.max(discordant, Math.abs(effect)) + effect) / 2;
    // What is won had failed before and passes now.
    double most = Math.min(1 - baseline, baseline + effect);
    double possible = Math.max(Math.max(0, effect), Math.min(won, most));
    return new Flips(Math.max(0, possible - effect), possible);
  }

  double discordant() {
    return lost + won;
  }

  /** Of the difference of one pair. */
  double variance() {
    double effect = won - lost;
    return Math.max(0, discordant() - effect * effect);
  }

  /** The same as Tango's test supposes it, at a mean difference that is given. */
  double varianceAt(double difference) {
    double b = -won - lost + (2 - won + lost) * difference;
    double c = -lost * difference * (1 - difference);
    double root = Math.sqrt(Math.max(0, b * b - 8 * c));
    double restricted = b <= 0 ? (root - b) / 4 : b + root == 0 ? 0 : -2 * c / (b + root);
    return Math.max(0, 2 * restricted + difference * (1 - difference));
  }

  /** The power of the exact test, summed over the number of discordant pairs. */
  double exactPower(long pairs, Goal goal) {
    double share = Math.min(1, discordant());
    if (share == 0) {
      return 0;
    }
    double toward = Math.max(lost, won) / discordant();
    BinomialDistribution count = BinomialDistribution.of((int) pairs, share);
    double spread = REACH * Math.sqrt(pairs * share * (1 - share)) + REACH;
    int from = (int) Math.max(1, Math.floor(pairs * share - spread));
    int to = (int) Math.min((double) pairs, Math.ceil(pairs * share + spread));
    double power = 0;
    for (int m = from; m <= to; m++) {
      power += count.probability(m) * rejected(m, toward, goal);
    }
    return Math.min(1, power);
  }

  private static double rejected(int discordant, double toward, Goal goal) {
    BinomialDistribution fair = BinomialDistribution.of(discordant, 0.5);
    // The least count k with P(X >= k) <= tail.
    int least = fair.inverseSurvivalProbability(goal.tail()) + 1;
    if (least > discordant) {
      return 0;
    }
    BinomialDistribution actual = BinomialDistribution.of(discordant, toward);
    double right = actual.survivalProbability(least - 1);
    return goal.sides() == Sides.TWO
        ? right + actual.cumulativeProbability(discordant - least)
        : right;
  }
}
