package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.WindowTables.START_AT;

import dev.assay.server.store.StoredWindow.Level;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * A stretch of time of which the windows of a slice lie together once they are packed: an hour of
 * minutes, a day of hours. A day stands alone.
 *
 * @param windows how long a window is
 * @param length how long the stretch is
 */
record Stretch(Duration windows, Duration length) {

  static Stretch of(Level level) {
    return switch (level) {
      case MINUTE -> new Stretch(Duration.ofMinutes(1), Duration.ofHours(1));
      case HOUR -> new Stretch(Duration.ofHours(1), Duration.ofDays(1));
      case DAY -> new Stretch(Duration.ofDays(1), Duration.ofDays(1));
    };
  }

  /** How many windows it has. */
  int size() {
    return (int) length.dividedBy(windows);
  }

  /** The start of the one that holds this time. */
  Instant start(Instant at) {
    return Micros.instant(start(Micros.of(at)));
  }

  long start(long micros) {
    long start = Math.floorDiv(micros, micros(length)) * micros(length);
    // Before what a long holds nothing begins.
    return start > micros ? Long.MIN_VALUE : start;
  }

  Instant end(Instant start) {
    return start.plus(length);
  }

  /** The number of a window in its stretch; negative if none begins then. */
  int number(long micros) {
    long within = Math.floorMod(micros, micros(length));
    return within % micros(windows) == 0 ? (int) (within / micros(windows)) : -1;
  }

  /** When a window begins. */
  long at(long start, int number) {
    return start + number * micros(windows);
  }

  /** Packs that may hold windows of this time. */
  Condition packs(Instant from, Instant to) {
    return DSL.and(START_AT.ge(start(Micros.of(from))), START_AT.lt(Micros.of(to)));
  }

  /** Packs that do. */
  Condition present(Instant from, Instant to) {
    long first = Micros.of(from);
    long end = Micros.of(to);
    long begin = start(first);
    long last = start(end);
    if (begin == last) {
      return START_AT.eq(begin).and(any(mask(begin, first, end)));
    }
    return DSL.or(
        START_AT.eq(begin).and(any(mask(begin, first, Long.MAX_VALUE))),
        START_AT.gt(begin).and(START_AT.lt(last)),
        START_AT.eq(last).and(any(mask(last, Long.MIN_VALUE, end))));
  }

  private static Condition any(long mask) {
    return DSL.bitAnd(WindowTables.PRESENT, DSL.val(mask)).ne(0L);
  }

  private long mask(long start, long from, long to) {
    long mask = 0;
    for (int number = 0; number < size(); number++) {
      long at = at(start, number);
      if (at >= from && at < to) {
        mask |= 1L << number;
      }
    }
    return mask;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
