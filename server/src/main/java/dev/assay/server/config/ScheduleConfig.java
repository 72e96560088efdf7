package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A suite that is run by itself.
 *
 * @param name unique among the schedules
 * @param suite the suite file
 * @param cron when, in five fields: minute, hour, day of month, month, day of week; null to run on
 *     changes only. Not checked here but for being one line
 * @param zone where the fields are told
 * @param jitter it begins up to so much later
 * @param watch files and folders whose change runs it
 * @param at where it stands in the file, for mistakes in {@code cron}; null if it is in none
 * @since 0.1
 */
public record ScheduleConfig(
    String name,
    Path suite,
    @Nullable String cron,
    ZoneId zone,
    Duration jitter,
    List<Path> watch,
    @Nullable Location at) {

  /** Checks and copies the parts. */
  public ScheduleConfig {
    requireNonNull(name, "name");
    requireNonNull(suite, "suite");
    requireNonNull(zone, "zone");
    requireNonNull(jitter, "jitter");
    watch = List.copyOf(watch);
  }
}
