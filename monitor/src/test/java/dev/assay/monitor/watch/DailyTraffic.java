package dev.assay.monitor.watch;

import java.util.SplittableRandom;

/** How many come in an hour of simulated days: most by day, few by night. */
final class DailyTraffic {

  private DailyTraffic() {}

  /** The share of a day's traffic that comes in this hour, on average. */
  static double share(int hour) {
    return (1 + 0.85 * Math.sin((hour - 8) / 24.0 * 2 * Math.PI)) / 24;
  }

  /** So many by chance, about Poisson. */
  static int count(SplittableRandom random, int hour, double perDay) {
    double mean = perDay * share(hour);
    return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
  }
}
