package dev.assay.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Before when what is to be forgotten; null keeps everything of its kind.
 *
 * @param content what was said, by the interaction's time
 * @param evaluations evaluations, scores from outside, labels and signals, by the interaction's
 *     time
 * @param interactions rows of interactions, and what is left of their content
 * @param minutes windows of a minute, by their start; those of an hour go together once they are
 *     packed
 * @param hours windows of an hour, by their start; those of a day go together once they are packed
 * @param days windows of a day
 * @param logs the audit log, deliveries, closed alerts, work given up
 * @since 0.1
 */
public record Retention(
    @Nullable Instant content,
    @Nullable Instant evaluations,
    @Nullable Instant interactions,
    @Nullable Instant minutes,
    @Nullable Instant hours,
    @Nullable Instant days,
    @Nullable Instant logs) {

  /** Keeps everything. */
  public static final Retention NOTHING = new Retention(null, null, null, null, null, null, null);
}
