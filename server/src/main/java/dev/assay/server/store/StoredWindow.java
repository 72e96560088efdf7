package dev.assay.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The summary of one slice and time, in its own versioned binary form.
 *
 * @param level how long it is
 * @param start when it begins
 * @param slice the slice's key
 * @param bytes the summary; not changed by anyone afterwards
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
public record StoredWindow(Level level, Instant start, String slice, byte[] bytes) {

  /** Checks the parts. */
  public StoredWindow {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(slice, "slice");
    Objects.requireNonNull(bytes, "bytes");
    start = start.truncatedTo(ChronoUnit.MICROS);
  }

  /** How long a window is. */
  public enum Level {
    /** A minute. */
    MINUTE,
    /** An hour. */
    HOUR,
    /** A day in UTC. */
    DAY
  }
}
