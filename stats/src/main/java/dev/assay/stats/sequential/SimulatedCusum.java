package dev.assay.stats.sequential;

import java.util.SplittableRandom;

/**
 * The run length of a one-sided CUSUM of observations of any distribution, for many thresholds from
 * one simulation.
 *
 * <p>A run is a number of cycles that return to 0 and one that crosses the threshold. So its mean
 * length is the mean length of a cycle, cut where it crosses, over the probability that a cycle
 * crosses (Page 1954); both are counted for each threshold.
 */
final class SimulatedCusum {

  private static final int LEVELS = 1_000;
  private static final long LEAST_STEPS = 4_000_000;
  private static final long MOST_STEPS = 200_000_000;
  private static final int CROSSINGS = 5_000;

  private final InControl inControl;
  private final int sign;
  private final double allowance;
  private final double step;
  private final long[] crossings = new long[LEVELS];
  private final double[] observations = new double[LEVELS];

  private SimulatedCusum(InControl inControl, int sign, double allowance, double step) {
    this.inControl = inControl;
    this.sign = sign;
    this.allowance = allowance;
    this.step = step;
  }

  static Threshold threshold(
      InControl inControl, int sign, double allowance, double target, long seed) {
    double greatest = 1.5 * Siegmund.threshold(allowance, target) + 2;
    long steps = (long) Math.min(MOST_STEPS, Math.max(LEAST_STEPS, CROSSINGS * target));
    while (true) {
      SimulatedCusum simulation = new SimulatedCusum(inControl, sign, allowance, greatest / LEVELS);
      simulation.run(steps, new SplittableRandom(seed));
      for (int level = 0; level < LEVELS; level++) {
        double runLength = simulation.runLength(level);
        if (runLength >= target) {
          return new Threshold(level * simulation.step, runLength);
        }
      }
      greatest *= 2;
    }
  }

  private void run(long steps, SplittableRandom random) {
    long[] endedBelow = new long[LEVELS + 1];
    long taken = 0;
    while (taken < steps) {
      double sum = 0;
      long length = 0;
      int reached = 0;
      do {
        length++;
        sum += sign * inControl.draw(random) - allowance;
        while (reached < LEVELS && sum > reached * step) {
          crossings[reached]++;
          observations[reached] += length;
          reached++;
        }
      } while (sum > 0 && reached < LEVELS);
      taken += length;
      endedBelow[reached] += length;
    }
    // A cycle that ended before a level counts for it with its whole length.
    double ended = 0;
    for (int level = 0; level < LEVELS; level++) {
      ended += endedBelow[level];
      observations[level] += ended;
    }
  }

  private double runLength(int level) {
    return crossings[level] == 0
        ? Double.POSITIVE_INFINITY
        : observations[level] / crossings[level];
  }
}
