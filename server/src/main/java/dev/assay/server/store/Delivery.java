package dev.assay.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to tell somebody of an alert.
 *
 * @param id the attempt's id
 * @param alertId what was told
 * @param channel to whom, by the channel's configured name
 * @param attempt which attempt it was, from 1
 * @param at when
 * @param delivered whether it arrived
 * @param detail what the other side said, or why it failed
 * @since 0.1
 */
public record Delivery(
    String id,
    String alertId,
    String channel,
    int attempt,
    Instant at,
    boolean delivered,
    @Nullable String detail) {

  /** Checks the parts. */
  public Delivery {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(alertId, "alertId");
    Objects.requireNonNull(channel, "channel");
    at = at.truncatedTo(ChronoUnit.MICROS);
  }
}
