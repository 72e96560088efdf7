package dev.assay.monitor.watch;

import dev.assay.stats.sequential.Direction;
import java.time.Duration;

/** Checks that conditions share. */
final class Conditions {

  private static final Duration DAY = Duration.ofDays(1);

  private Conditions() {}

  static void check(boolean holds, String name, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + rule + ")");
    }
  }

  static void positive(String name, Duration duration) {
    check(!duration.isNegative() && !duration.isZero(), name, duration, "above 0");
  }

  static void oneSided(Direction direction) {
    check(direction != Direction.BOTH, "direction", direction, "up or down");
  }

  /**
   * Buckets are whole minutes that divide a day, and false alarms rare enough to mean something.
   */
  static void looks(Duration bucket, Duration falseAlarms) {
    positive("bucket", bucket);
    long seconds = bucket.toSeconds();
    check(
        bucket.equals(Duration.ofSeconds(seconds))
            && seconds % 60 == 0
            && DAY.toSeconds() % seconds == 0,
        "bucket",
        bucket,
        "whole minutes that divide a day");
    check(
        falseAlarms.compareTo(DAY.multipliedBy(36_600)) <= 0
            && falseAlarms.compareTo(bucket.multipliedBy(10)) >= 0,
        "false_alarms",
        falseAlarms,
        "at least ten buckets, at most a hundred years");
  }

  /** How many looks there are in a time. */
  static double looks(Duration time, Duration bucket, double ofEach) {
    return (double) time.toSeconds() / bucket.toSeconds() * ofEach;
  }
}
