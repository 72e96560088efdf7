package dev.assay.server.config;

import dev.assay.server.store.Retention;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long things are kept; null for ever.
 *
 * @param content what was said
 * @param evaluations evaluations, scores from outside, labels and signals
 * @param interactions rows of interactions
 * @param minutes windows of a minute
 * @param hours windows of an hour
 * @param days windows of a day
 * @param logs the audit log, deliveries, closed alerts, work given up
 * @since 0.1
 */
public record RetentionConfig(
    @Nullable Duration content,
    @Nullable Duration evaluations,
    @Nullable Duration interactions,
    @Nullable Duration minutes,
    @Nullable Duration hours,
    @Nullable Duration days,
    @Nullable Duration logs) {

  /**
   * Content 30 days; evaluations and interactions 90; minutes 14, hours 400, days for ever; logs
   * 90.
   */
  public static final RetentionConfig DEFAULT =
      new RetentionConfig(
          Duration.ofDays(30),
          Duration.ofDays(90),
          Duration.ofDays(90),
          Duration.ofDays(14),
          Duration.ofDays(400),
          null,
          Duration.ofDays(90));

  /** What is to be forgotten at {@code now}. */
  public Retention at(Instant now) {
    return new Retention(
        before(now, content),
        before(now, evaluations),
        before(now, interactions),
        before(now, minutes),
        before(now, hours),
        before(now, days),
        before(now, logs));
  }

  private static @Nullable Instant before(Instant now, @Nullable Duration kept) {
    return kept == null ? null : now.minus(kept);
  }
}
