package dev.assay.examples.support.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** When conversations begin: most in the morning and afternoon (UTC), few at night. */
final class Rhythm {

  // Relative, by hour of the day in UTC.
  private static final double[] HOURS = {
    0.25, 0.2, 0.15, 0.15, 0.2, 0.35, 0.6, 1.0, 1.5, 1.8, 1.85, 1.7,
    1.45, 1.6, 1.8, 1.75, 1.6, 1.3, 1.0, 0.85, 0.75, 0.6, 0.45, 0.35
  };
  private static final double MEAN = mean();

  private Rhythm() {}

  private static double mean() {
    double sum = 0;
    for (double hour : HOURS) {
      sum += hour;
    }
    return sum / HOURS.length;
  }

  /** Times in {@code [from, to)}, in order: a Poisson process of {@code perDay} a day. */
  static List<Instant> between(Instant from, Instant to, double perDay, SplittableRandom random) {
    List<Instant> times = new ArrayList<>();
    double secondsApart = Duration.ofDays(1).toSeconds() / perDay;
    double peak = 0;
    for (double hour : HOURS) {
      peak = Math.max(peak, hour / MEAN);
    }
    // Thinning: drawn at the busiest hour's rate, kept by the rate of their own.
    Instant at = from;
    while (true) {
      double gap = -Math.log(1 - random.nextDouble()) * secondsApart / peak;
      at = at.plusMillis(Math.round(gap * 1_000));
      if (!at.isBefore(to)) {
        return times;
      }
      double rate = HOURS[at.atOffset(ZoneOffset.UTC).getHour()] / MEAN;
      if (random.nextDouble() * peak < rate) {
        times.add(at);
      }
    }
  }
}
