package dev.assay.server.evaluation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How telling scores goes.
 *
 * @param sent scores that the receiver took
 * @param dropped scores that nobody took, by reason; every reason is there
 * @param retried requests that were tried again
 * @param waiting scores that wait now
 * @param lastFailure why the last request failed, such as {@code status 503}; null if it did not
 * @since 0.1
 */
public record EmissionCounts(
    long sent,
    Map<EmissionDrop, Long> dropped,
    long retried,
    long waiting,
    @Nullable String lastFailure) {

  /** Copies the map. */
  public EmissionCounts {
    dropped = Map.copyOf(dropped);
  }

  /** How many were dropped for {@code reason}. */
  public long dropped(EmissionDrop reason) {
    return dropped.getOrDefault(reason, 0L);
  }
}
