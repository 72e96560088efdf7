package dev.assay.stats.hypothesis;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Probabilities in the tails of distributions that are symmetric about 0. */
final class Tails {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Tails() {}

  static double normal(double z, Alternative alternative) {
    return of(NORMAL, z, alternative);
  }

  static double student(double t, double degreesOfFreedom, Alternative alternative) {
    return of(TDistribution.of(degreesOfFreedom), t, alternative);
  }

  private static double of(ContinuousDistribution symmetric, double x, Alternative alternative) {
    return switch (alternative) {
      case TWO_SIDED -> Math.min(1, 2 * symmetric.survivalProbability(Math.abs(x)));
      case LESS -> symmetric.survivalProbability(-x);
      case GREATER -> symmetric.survivalProbability(x);
    };
  }
}
