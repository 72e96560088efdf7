package dev.assay.stats.hypothesis;

/** Tail probabilities of rank sums. */
final class RankTails {

  private static final double CORRECTION = 0.5;

  private RankTails() {}

  /** Of a sum of whole numbers, from how probable (in any unit) each is. */
  static double exact(double[] weights, int observed, Alternative alternative) {
    double below = 0;
    double above = 0;
    for (int sum = 0; sum < weights.length; sum++) {
      below += sum <= observed ? weights[sum] : 0;
      above += sum >= observed ? weights[sum] : 0;
    }
    double all = below + above - weights[observed];
    return switch (alternative) {
      case TWO_SIDED -> Math.min(1, 2 * Math.min(below, above) / all);
      case LESS -> Math.min(1, below / all);
      case GREATER -> Math.min(1, above / all);
    };
  }

  /** 1 where nothing varies. */
  static double asymptotic(
      double gap, double variance, boolean corrected, Alternative alternative) {
    if (variance <= 0) {
      return 1;
    }
    double correction = corrected ? CORRECTION : 0;
    double towardsZero =
        switch (alternative) {
          case TWO_SIDED -> Math.max(0, Math.abs(gap) - correction);
          case LESS -> gap + correction;
          case GREATER -> gap - correction;
        };
    return Tails.normal(towardsZero / Math.sqrt(variance), alternative);
  }
}
