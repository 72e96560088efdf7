package dev.assay.monitor.window;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a window is. Hours and days are those of UTC.
 *
 * @since 0.1
 */
public enum WindowLevel {
  /** A minute. */
  MINUTE(1, ChronoUnit.MINUTES),
  /** An hour. */
  HOUR(2, ChronoUnit.HOURS),
  /** A day. */
  DAY(3, ChronoUnit.DAYS);

  private final int code;
  private final ChronoUnit unit;

  WindowLevel(int code, ChronoUnit unit) {
    this.code = code;
    this.unit = unit;
  }

  /** What stands for it in the binary form; never changes. */
  int code() {
    return code;
  }

  /** The start of the window that {@code time} is in. */
  public Instant start(Instant time) {
    return time.truncatedTo(unit);
  }

  /** The end of the window that starts at {@code start}, which is the start of the next. */
  public Instant end(Instant start) {
    return start.plus(1, unit);
  }
}
