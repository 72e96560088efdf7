package dev.assay.stats.interval;

final class Levels {

  private Levels() {}

  static double check(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level: " + level + " (expected: 0 < level < 1)");
    }
    return level;
  }
}
