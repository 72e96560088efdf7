package dev.assay.monitor.sampling;

/**
 * How much traffic is to come, from how much came at this hour of the last seven days and how the
 * last hour compares with that.
 *
 * <p>The last hour is weighted towards now, half as much for every five minutes back. By how much
 * it is above or below its usual level counts in full for the present hour and half as much for
 * each two hours ahead; traffic more than twice the usual counts so even where there used to be
 * none. Where an hour of the day was never seen, what comes now is taken to go on.
 */
final class Forecast {

  static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;
  private static final int DAYS = 7;
  // Both in spans of ten seconds.
  private static final double HALF_LIFE = 30;
  private static final double[] WEIGHTS = new double[360];

  static {
    for (int age = 0; age < WEIGHTS.length; age++) {
      WEIGHTS[age] = Math.pow(0.5, age / HALF_LIFE);
    }
  }

  // What is assumed weighs at first as much as ten seconds of looking, and nothing after a minute;
  // usual levels as much as five items.
  private static final double ASSUMED_SECONDS = 10;
  private static final double PRIOR = 5;
  private static final double UNUSUAL = 2;

  private final BucketCounts hours;
  private final long since;
  private final long now;
  private final double perSecond;
  private final double level;

  /**
   * @param since the second from which on traffic was counted
   * @param assumed interactions a second, where nothing is known
   */
  Forecast(BucketCounts recent, BucketCounts hours, long since, long now, double assumed) {
    this.hours = hours;
    this.since = since;
    this.now = now;
    double came = 0;
    double looked = 0;
    double usual = 0;
    boolean usualKnown = true;
    long width = recent.width();
    long last = Math.floorDiv(now, width) * width;
    long[] counts = recent.back(last, WEIGHTS.length);
    long hour = Long.MAX_VALUE;
    double then = Double.NaN;
    for (int age = 0; age < WEIGHTS.length; age++) {
      long at = last - age * width;
      double length = Math.min(at + width, now) - Math.max(at, since);
      if (length <= 0) {
        if (at < since) {
          break;
        }
        continue;
      }
      if (at < hour) {
        hour = Math.floorDiv(at, HOUR) * HOUR;
        then = usual(at);
      }
      came += WEIGHTS[age] * counts[age];
      looked += WEIGHTS[age] * length;
      usual += WEIGHTS[age] * length * then;
      usualKnown &= !Double.isNaN(then);
    }
    double assuming = Math.max(looked == 0 ? 1 : 0, ASSUMED_SECONDS - looked / 6);
    perSecond = (came + assumed * assuming) / (looked + assuming);
    level = usualKnown && looked > 0 ? (came + PRIOR) / (usual + PRIOR) : 1;
  }

  /** Interactions a second, now. */
  double perSecond() {
    return perSecond;
  }

  /** How many are to come from now to {@code until}, a second of the epoch. */
  double upTo(long until) {
    double sum = 0;
    long from = now;
    while (from < until) {
      long end = Math.min(until, (Math.floorDiv(from, HOUR) + 1) * HOUR);
      sum += (end - from) * rate(from);
      from = end;
    }
    return sum;
  }

  private double rate(long second) {
    double then = usual(second);
    if (Double.isNaN(then)) {
      return perSecond;
    }
    double hoursAhead = Math.floorDiv(second, HOUR) - Math.floorDiv(now, HOUR);
    double lasting = Math.pow(0.5, hoursAhead / 2);
    double scaled = then * (1 + (level - 1) * lasting);
    // Hours in which nothing used to come say nothing of traffic that is new.
    return level > UNUSUAL ? Math.max(scaled, perSecond * lasting) : scaled;
  }

  /** Interactions a second at this hour of earlier days; NaN if there were none to look at. */
  private double usual(long second) {
    long hour = Math.floorDiv(second, HOUR) * HOUR;
    long sum = 0;
    int days = 0;
    for (int day = 1; day <= DAYS; day++) {
      long then = hour - day * DAY;
      if (then >= since) {
        sum += hours.at(then);
        days++;
      }
    }
    return days == 0 ? Double.NaN : (double) sum / days / HOUR;
  }
}
