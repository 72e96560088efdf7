package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * When something came last, and how much came in each hour of the last two weeks.
 *
 * <p>How improbable it is that nothing comes is told by what came before in the same hours: of
 * {@code k} arrivals in {@code w} such hours and none in the next, if they come independently of
 * each other and as often as before, with probability {@code (w / (w + 1))^k} (the conditional test
 * for two Poisson rates: J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples
 * from Poisson series", Biometrika 31 (1940)). Of the same hour of the last seven days and that of
 * the same day of the week, the one that expects less is believed. Until a day of the week came
 * twice, working days stand for each other, and so do Saturdays and Sundays (UTC).
 */
final class Arrivals {

  private static final int DAY = 24;
  private static final int WEEK = 7 * DAY;
  private static final int KEPT = 2 * WEEK;
  private static final int UNKNOWN = -1;
  private static final double LEAST_DAYS = 2;
  private static final long SECONDS = 3600;
  private static final long MOST = 1_000_000_000;

  private final int[] counts = new int[KEPT];
  private long first = Long.MAX_VALUE;
  private long learned = Long.MIN_VALUE;
  private long outageFrom = Long.MAX_VALUE;
  private long outageTo = Long.MIN_VALUE;
  private Instant last;
  private boolean silent;

  Arrivals(Instant last) {
    this.last = last;
    Arrays.fill(counts, UNKNOWN);
  }

  private static long hour(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  /** When something came last. */
  Instant last() {
    return last;
  }

  /** Whether it is said that nothing comes. */
  boolean silent() {
    return silent;
  }

  /** Something came, by then. */
  void came(Instant end) {
    if (end.isAfter(last)) {
      last = end;
    }
  }

  /** It is said that nothing comes. */
  void silence() {
    silent = true;
    outageFrom = hour(last);
    outageTo = Long.MAX_VALUE;
  }

  /** Something comes again. */
  void resume(Instant now) {
    silent = false;
    outageTo = hour(now);
  }

  /**
   * So much came in an hour. Hours in between in which nothing came are learned as such; those of
   * which it was said that something was missing are not.
   */
  void learn(Instant start, long count) {
    long hour = hour(start);
    if (hour <= learned) {
      return;
    }
    if (first == Long.MAX_VALUE) {
      first = hour;
    } else {
      for (long each = Math.max(learned + 1, hour - KEPT); each < hour; each++) {
        put(each, 0);
      }
    }
    put(hour, (int) Math.min(MOST, count));
    learned = hour;
  }

  private void put(long hour, int count) {
    boolean outage = outageFrom <= hour && hour <= outageTo;
    counts[at(hour)] = outage ? UNKNOWN : count;
  }

  private static int at(long hour) {
    return (int) Math.floorMod(hour, (long) KEPT);
  }

  private int count(long hour) {
    return hour <= learned && hour > learned - KEPT && hour >= first ? counts[at(hour)] : UNKNOWN;
  }

  /** How many come in an hour, on average; 0 where nothing is known. */
  double anHour() {
    return Arrays.stream(counts).filter(count -> count != UNKNOWN).average().orElse(0);
  }

  /** The logarithm, without its sign, of the probability that nothing came since. */
  double evidence(Instant now) {
    if (first == Long.MAX_VALUE || hour(last) - first < LEAST_DAYS * DAY) {
      return 0;
    }
    double sum = 0;
    Instant at = last;
    for (int i = 0; at.isBefore(now) && i < KEPT; i++) {
      Instant next = Instant.ofEpochSecond((hour(at) + 1) * SECONDS);
      Instant end = next.isBefore(now) ? next : now;
      sum += evidence(hour(at), Duration.between(at, end).toMillis() / (1000.0 * SECONDS));
      at = next;
    }
    return sum;
  }

  /** Of a part of an hour. */
  private double evidence(long hour, double part) {
    double byDays = evidence(hour, part, WEEK, each -> true);
    boolean known = count(hour - WEEK) != UNKNOWN || count(hour - KEPT) != UNKNOWN;
    LongPredicate like =
        known ? each -> (hour - each) % WEEK == 0 : each -> weekend(each) == weekend(hour);
    return Math.min(byDays, evidence(hour, part, KEPT, like));
  }

  private double evidence(long hour, double part, int back, LongPredicate like) {
    double total = 0;
    int hours = 0;
    for (long each = hour - DAY; each >= hour - back; each -= DAY) {
      int count = count(each);
      if (count != UNKNOWN && like.test(each)) {
        total += count;
        hours++;
      }
    }
    return hours == 0 ? 0 : total * Math.log1p(part / hours);
  }

  // The first of January 1970 was a Thursday.
  private static boolean weekend(long hour) {
    long day = Math.floorMod(Math.floorDiv(hour, (long) DAY), 7L);
    return day == 2 || day == 3;
  }

  void write(StateWriter out) {
    out.signed(last.getEpochSecond());
    out.flag(silent);
    out.flag(first != Long.MAX_VALUE);
    if (first == Long.MAX_VALUE) {
      return;
    }
    out.signed(first);
    out.signed(learned);
    out.signed(outageFrom);
    out.signed(outageTo);
    for (int count : counts) {
      out.count(count + 1L);
    }
  }

  void read(StateReader in) {
    last = States.instant(in);
    silent = in.flag();
    if (!in.flag()) {
      return;
    }
    first = in.signed();
    learned = in.signed();
    outageFrom = in.signed();
    outageTo = in.signed();
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (int) (in.count(MOST + 1) - 1);
    }
  }
}
