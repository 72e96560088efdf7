package dev.assay.server.schedule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a schedule stands.
 *
 * @param schedule what is configured
 * @param running why it runs now; null if it does not
 * @param pending why it runs next; null if nothing but time has asked for it
 * @param next when it runs by time; null if it does not, or is paused
 * @param lastReason why it ran last; null before the first run
 * @param lastStartedAt when that began
 * @param lastEndedAt when it ended
 * @param lastOutcome what came of it
 * @param earlier the runs before that, the latest first
 * @param missed times that passed while nothing could run, the latest first
 * @param pause since when neither time nor files make it run; null while they do
 * @since 0.1
 */
public record ScheduleStatus(
    Schedule schedule,
    @Nullable String running,
    @Nullable String pending,
    @Nullable Instant next,
    @Nullable String lastReason,
    @Nullable Instant lastStartedAt,
    @Nullable Instant lastEndedAt,
    @Nullable RunOutcome lastOutcome,
    List<Past> earlier,
    List<MissedTimes> missed,
    @Nullable SchedulePause pause) {

  /** Copies the lists. */
  public ScheduleStatus {
    earlier = List.copyOf(earlier);
    missed = List.copyOf(missed);
  }

  /** Its name. */
  public String name() {
    return schedule.name();
  }

  /**
   * A run that was.
   *
   * @param reason why it was
   * @param startedAt when it began
   * @param endedAt when it ended
   * @param outcome what came of it, without the gate's words
   */
  public record Past(String reason, Instant startedAt, Instant endedAt, RunOutcome outcome) {}
}
