package dev.assay.server.store;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts; every condition must hold.
 *
 * @param from not closed before; null for any time
 * @param to opened before; null for any time
 * @param state as it stands, such as {@code firing}; null for any
 * @param severity such as {@code high}; null for any
 * @param monitor the monitor that found it; null for any
 * @param slices about one of these slices, by their keys; empty for any
 * @since 0.1
 */
public record AlertFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String state,
    @Nullable String severity,
    @Nullable String monitor,
    Set<String> slices) {

  /** Every alert. */
  public static final AlertFilter ALL = new AlertFilter(null, null, null, null, null, Set.of());

  /** Copies the slices. */
  public AlertFilter {
    slices = Set.copyOf(slices);
  }

  /** Those of one monitor. */
  public static AlertFilter ofMonitor(String monitor) {
    return new AlertFilter(null, null, null, null, monitor, Set.of());
  }
}
