package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Location;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Interactions drawn for people to judge, now and again.
 *
 * @param n how many each time; 0 for none
 * @param cron when, as {@link ScheduleConfig#cron()}
 * @param zone where its fields are told
 * @param over how far back they are drawn from
 * @param minAgreement an alert comes where people and judges agree less than this, chance
 *     corrected, from -1 to 1
 * @param at where it stands in the file; null if it is in none
 * @since 0.1
 */
public record SpotCheckConfig(
    int n, String cron, ZoneId zone, Duration over, double minAgreement, @Nullable Location at) {

  /** Twenty of the last week, on Monday mornings at seven, UTC; an alert below 0.6. */
  public static final SpotCheckConfig DEFAULT =
      new SpotCheckConfig(20, "0 7 * * 1", ZoneOffset.UTC, Duration.ofDays(7), 0.6, null);

  /** Checks the parts. */
  public SpotCheckConfig {
    requireNonNull(cron, "cron");
    requireNonNull(zone, "zone");
    requireNonNull(over, "over");
  }
}
