package dev.assay.stats.sequential;

/**
 * A chart of cumulative sums.
 *
 * @param allowance what is taken off each step, in standard deviations
 * @param up the threshold for a rise, in standard deviations; infinite where not watched
 * @param down the threshold for a drop
 * @param observationsBefore how many observations the mean counts for in the running mean; infinite
 *     where the mean is fixed
 */
record Chart(
    double mean, double sd, double allowance, double up, double down, double observationsBefore) {

  static final double FIXED_MEAN = Double.POSITIVE_INFINITY;

  Chart {
    boolean sides = up >= 0 && down >= 0 && (up < FIXED_MEAN || down < FIXED_MEAN);
    boolean numbers = Double.isFinite(mean) && sd > 0 && allowance > 0 && observationsBefore >= 0;
    if (!sides || !numbers || Double.isInfinite(sd) || Double.isInfinite(allowance)) {
      throw new IllegalArgumentException("state: a chart (expected: its numbers in range)");
    }
  }

  /** How far an observation is from the mean, in standard deviations. */
  double standard(double value) {
    // Beyond this an alarm is certain, and sums stay finite.
    return Math.max(-1e9, Math.min(1e9, (value - mean) / sd));
  }

  void write(StateWriter out) {
    out.numbers(new double[] {mean, sd, allowance, up, down, observationsBefore});
  }

  static Chart read(StateReader in) {
    return new Chart(in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
  }
}
