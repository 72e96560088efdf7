package dev.assay.server.api.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the server's own numbers, as it stands.
 *
 * @param name in Micrometer's form, such as {@code assay.journal.bytes}
 * @param description what it is
 * @param tags what of, by name, such as {@code reason}
 * @param kind what kind of number
 * @param value the number; how often, for what takes time
 * @param timing how long it took; null for other kinds
 * @since 0.1
 */
public record Reading(
    String name,
    String description,
    Map<String, String> tags,
    Kind kind,
    double value,
    @Nullable Timing timing) {

  /** Checks and copies the parts. */
  public Reading {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    tags = Map.copyOf(tags);
    requireNonNull(kind, "kind");
  }

  /** What kind of number. */
  public enum Kind {
    /** Only grows, since the start. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Takes time. */
    TIMER
  }

  /**
   * How long something took, since the start.
   *
   * @param meanMillis on average
   * @param halfMillis half of the times took no longer; not a number beyond the last bucket
   * @param mostMillis 99 in 100 took no longer; not a number beyond the last bucket
   * @param maxMillis the longest of the last minutes
   */
  public record Timing(double meanMillis, double halfMillis, double mostMillis, double maxMillis) {}
}
