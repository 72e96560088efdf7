package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nobody is told of certain alerts. They are found, kept and shown all the same.
 *
 * @param id what it is called
 * @param monitor the monitor; null for any
 * @param slice the key of the slice; null for any
 * @param from its start
 * @param to its end
 * @param reason why
 * @since 0.1
 */
public record Silence(
    String id,
    @Nullable String monitor,
    @Nullable String slice,
    Instant from,
    Instant to,
    String reason) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the end is not after the start
   */
  public Silence {
    requireNonNull(id, "id");
    requireNonNull(reason, "reason");
    if (id.length() > 200 || reason.length() > 1000) {
      throw new IllegalArgumentException(
          "id, reason: longer than 200, 1000 characters (expected: at most that)");
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from, to: " + from + ", " + to + " (expected: in order)");
    }
  }

  boolean covers(String ofMonitor, String ofSlice, Instant now) {
    return (monitor == null || monitor.equals(ofMonitor))
        && (slice == null || slice.equals(ofSlice))
        && !now.isBefore(from)
        && now.isBefore(to);
  }
}
