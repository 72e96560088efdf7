package dev.assay.stats.power;

/**
 * How often a pair is lost (passed by the baseline only) and won (by the candidate only).
 *
 * @param lost its probability
 * @param won its probability
 */
record Flips(double lost, double won) {

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
}
