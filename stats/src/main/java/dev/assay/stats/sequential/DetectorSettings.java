package dev.assay.stats.sequential;

/**
 * What a detector is made from.
 *
 * @param shift the change to detect, in units of the observations
 * @param runLength how many observations between false alarms
 */
record DetectorSettings(
    InControl inControl, double shift, Direction direction, double runLength, long seed) {

  static final double LEAST_RUN_LENGTH = 10;

  DetectorSettings {
    if (!(shift >= 0.1 * inControl.sd() && shift <= 10 * inControl.sd())) {
      throw new IllegalArgumentException(
          "shift: "
              + shift
              + " (expected: 0.1 to 10 standard deviations of "
              + inControl.sd()
              + ")");
    }
  }

  static DetectorSettings of(InControl inControl) {
    return new DetectorSettings(inControl, inControl.sd(), Direction.DOWN, 1_000, 7);
  }

  DetectorSettings with(double shift) {
    return new DetectorSettings(inControl, shift, direction, runLength, seed);
  }

  DetectorSettings with(Direction direction) {
    return new DetectorSettings(inControl, shift, direction, runLength, seed);
  }

  DetectorSettings withRunLength(double runLength, double greatest) {
    if (!(runLength >= LEAST_RUN_LENGTH && runLength <= greatest)) {
      throw new IllegalArgumentException(
          "runLength: " + runLength + " (expected: 10 to " + (long) greatest + ")");
    }
    return new DetectorSettings(inControl, shift, direction, runLength, seed);
  }

  DetectorSettings withSeed(long seed) {
    return new DetectorSettings(inControl, shift, direction, runLength, seed);
  }

  /** Refuses a change so large that no observation could ever speak for it. */
  void checkDetectable() {
    double up = direction.up() ? inControl.reach(1) : Double.POSITIVE_INFINITY;
    double down = direction.down() ? inControl.reach(-1) : Double.POSITIVE_INFINITY;
    double reach = Math.min(up, down);
    if (!(allowance() < reach)) {
      throw new IllegalArgumentException(
          "shift: "
              + shift
              + " (expected: below "
              + 2 * reach * inControl.sd()
              + ", as no observation is far enough from the mean "
              + inControl.mean()
              + ")");
    }
  }

  /** What is taken off each step, in standard deviations: half the change. */
  double allowance() {
    return shift / inControl.sd() / 2;
  }

  /** The run length each side must have so that both together have the one asked for. */
  double runLengthOfOneSide() {
    return direction == Direction.BOTH ? 2 * runLength : runLength;
  }
}
