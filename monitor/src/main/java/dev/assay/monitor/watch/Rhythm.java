package dev.assay.monitor.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What of the clock and calendar a level may depend on without having changed. Times are UTC.
 *
 * @since 0.1
 */
public enum Rhythm {
  /** Nothing. */
  NONE(1),
  /** The hour of the day. */
  DAY(24),
  /** The hour of the week. */
  WEEK(168);

  private static final long HOUR = Duration.ofHours(1).toSeconds();

  private final int slots;

  Rhythm(int slots) {
    this.slots = slots;
  }

  int slots() {
    return slots;
  }

  int slot(Instant time) {
    return (int) Math.floorMod(Math.floorDiv(time.getEpochSecond(), HOUR), (long) slots);
  }

  /** The name as files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rhythm with this key. */
  public static Optional<Rhythm> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }
}
