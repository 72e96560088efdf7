package dev.assay.server.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a schedule stands.
 *
 * @param name its name
 * @param running why it runs now; null if it does not
 * @param pending why it runs next; null if nothing but time has asked for it
 * @param next when it runs by time; null if it does not
 * @param lastReason why it ran last; null before the first run
 * @param lastStartedAt when that began
 * @param lastEndedAt when it ended
 * @param lastOutcome what came of it
 * @since 0.1
 */
public record ScheduleStatus(
    String name,
    @Nullable String running,
    @Nullable String pending,
    @Nullable Instant next,
    @Nullable String lastReason,
    @Nullable Instant lastStartedAt,
    @Nullable Instant lastEndedAt,
    @Nullable RunOutcome lastOutcome) {}
