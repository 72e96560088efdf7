package dev.assay.monitor.watch;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is made of what a monitor finds.
 *
 * @param hold how long it must last before the alert fires; until then it is pending
 * @param cooldown how long after an alert was resolved its successor stays pending
 * @param repeat after how long an alert that still fires is told again; null for never
 * @param escalate after how long without acknowledgement its severity rises by one; null for never
 * @param groupBy dimensions whose values, with the monitor's name, make the group by which alerts
 *     are told together
 * @since 0.1
 */
public record Handling(
    Duration hold,
    Duration cooldown,
    @Nullable Duration repeat,
    @Nullable Duration escalate,
    List<String> groupBy) {

  private static final Handling DEFAULT =
      new Handling(Duration.ZERO, Duration.ofHours(1), null, null, List.of());

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a duration is negative
   */
  public Handling {
    groupBy = List.copyOf(groupBy);
    check("hold", hold);
    check("cooldown", cooldown);
    check("repeat", Objects.requireNonNullElse(repeat, Duration.ZERO));
    check("escalate", Objects.requireNonNullElse(escalate, Duration.ZERO));
  }

  private static void check(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + ": " + duration + " (expected: at least 0)");
    }
  }

  /** At once, an hour of cooldown, told once, never escalated, grouped by monitor. */
  public static Handling withDefaults() {
    return DEFAULT;
  }

  /** Escalates after so long without acknowledgement. */
  public Handling escalatingAfter(Duration after) {
    return new Handling(hold, cooldown, repeat, after, groupBy);
  }

  /** Fires only what has lasted so long. */
  public Handling holding(Duration longer) {
    return new Handling(longer, cooldown, repeat, escalate, groupBy);
  }

  /** With this cooldown. */
  public Handling coolingDown(Duration after) {
    return new Handling(hold, after, repeat, escalate, groupBy);
  }

  /** Told again every so long while it fires. */
  public Handling repeatingAfter(Duration after) {
    return new Handling(hold, cooldown, after, escalate, groupBy);
  }

  /** Grouped by these dimensions. */
  public Handling groupedBy(String... dimensions) {
    return new Handling(hold, cooldown, repeat, escalate, List.of(dimensions));
  }
}
