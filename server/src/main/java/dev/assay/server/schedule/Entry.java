package dev.assay.server.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.run.RunControl;
import dev.assay.monitor.watch.Severity;
import dev.assay.server.delivery.Notice;
import dev.assay.server.delivery.Notices;
import dev.assay.server.schedule.ScheduleState.LastRun;
import dev.assay.server.store.Batch;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One schedule at work. What it decides is in the store before it is done. */
final class Entry {

  private static final Logger LOG = LoggerFactory.getLogger(Entry.class);

  private static final Duration POLL = Duration.ofSeconds(30);
  // A clock that was far ahead once must not silence a schedule.
  private static final Duration FAR = Duration.ofDays(1);
  // Looks are seconds apart: what is later than this was not looked at when it was time.
  private static final Duration LATE = Duration.ofMinutes(2);
  private static final int MOST_BEGINNINGS = 3;

  private final Schedule schedule;
  private final Store store;
  private final Notices notices;
  private final SuiteRunner runner;
  private final Clock clock;
  private final WatchedFiles files;
  private final Duration offset;
  private @Nullable ScheduleState state;
  private @Nullable RunControl control;
  private @Nullable Batch unsaved;
  private @Nullable ScheduleState afterSaving;
  private @Nullable Instant polledAt;
  private @Nullable String unsettled;

  Entry(Schedule schedule, Store store, Notices notices, SuiteRunner runner, Clock clock) {
    this.schedule = schedule;
    this.store = store;
    this.notices = notices;
    this.runner = runner;
    this.clock = clock;
    this.files = new WatchedFiles(schedule.watched());
    this.offset = offset(schedule);
  }

  static Duration offset(Schedule schedule) {
    long most = schedule.jitter().toMillis();
    if (most == 0) {
      return Duration.ZERO;
    }
    String hash = ContentHash.ofBytes(schedule.name().getBytes(UTF_8));
    long draw = Long.parseUnsignedLong(hash.substring(hash.length() - 8), 16);
    return Duration.ofMillis(draw % (most + 1));
  }

  /** Looks whether there is a reason to run; whether it is to be run now. */
  synchronized boolean look(Instant now) {
    if (control != null || !saved()) {
      return false;
    }
    ScheduleState before = loaded(now);
    ScheduleState after = before.pause() == null ? watched(timed(before, now), now) : before;
    if (after.pending() != null) {
      after = after.begins();
      control = new RunControl();
    }
    if (!after.equals(before)) {
      boolean begun = control != null;
      try {
        save(after, Batch.builder(), now);
      } catch (StoreException e) {
        control = null;
        throw e;
      }
      return begun;
    }
    return false;
  }

  private ScheduleState loaded(Instant now) {
    ScheduleState known = state;
    if (known != null) {
      return known;
    }
    known =
        store
            .records()
            .document(new DocumentKey(ScheduleState.COLLECTION, schedule.name()))
            .map(ScheduleState::of)
            .orElse(null);
    if (known == null) {
      known = ScheduleState.fresh(now, files.hash().orElse(null));
      save(known, Batch.builder(), now);
    } else if (known.running() != null) {
      known = known.begun() < MOST_BEGINNINGS ? known.interrupted() : broken(known, now);
    }
    state = known;
    return known;
  }

  // What ends the process each time is not begun for ever.
  private ScheduleState broken(ScheduleState running, Instant now) {
    RunOutcome outcome =
        new RunOutcome(
            RunOutcome.Result.BROKEN,
            null,
            List.of("the server ended " + MOST_BEGINNINGS + " times while it ran"));
    String reason = Objects.requireNonNull(running.running());
    LastRun run = new LastRun(reason, now, now, outcome);
    Batch.Builder batch = Batch.builder();
    ScheduleState ended = ended(running, run, batch);
    save(ended, batch, now);
    notices.committed();
    return ended;
  }

  private ScheduleState timed(ScheduleState known, Instant now) {
    CronTimes times = schedule.times();
    if (times == null) {
      return known;
    }
    Instant dealt = now.minus(offset);
    Instant from = known.checkedUntil();
    if (from.isAfter(now.plus(FAR))) {
      return known.checkedUntil(dealt);
    }
    Instant due = times.after(from).orElse(null);
    if (due == null || due.isAfter(dealt)) {
      return known;
    }
    // However many were missed, one run makes up for them.
    String reason = "time " + due;
    ScheduleState asked = known.checkedUntil(dealt).asked(reason);
    return Duration.between(due, dealt).compareTo(LATE) > 0
        ? asked.missed(new MissedTimes(due, passed(times, due, dealt), now))
        : asked;
  }

  private static int passed(CronTimes times, Instant first, Instant until) {
    int count = 1;
    Instant next = times.after(first).orElse(null);
    while (next != null && !next.isAfter(until) && count < MissedTimes.MOST_COUNTED) {
      count++;
      next = times.after(next).orElse(null);
    }
    return count;
  }

  // A change counts once two looks have seen the same: nobody runs half-written prompts.
  private ScheduleState watched(ScheduleState known, Instant now) {
    if (schedule.watched().isEmpty()
        || (polledAt != null && Duration.between(polledAt, now).abs().compareTo(POLL) < 0)) {
      return known;
    }
    polledAt = now;
    String hash = files.hash().orElse(null);
    if (hash == null || hash.equals(known.hash())) {
      unsettled = null;
      return known;
    }
    if (known.hash() == null) {
      return known.seen(hash);
    }
    if (!hash.equals(unsettled)) {
      unsettled = hash;
      return known;
    }
    unsettled = null;
    return known.seen(hash).asked("watched files changed");
  }

  /** Asks for a run, for good once this returns; whether one runs already. */
  synchronized boolean ask(String reason, Instant now) {
    ScheduleState before = loaded(now);
    save(before.asked(reason), Batch.builder(), now);
    return control != null;
  }

  /** Pauses it for good once this returns; false if it was paused before. */
  synchronized boolean pause(SchedulePause pause) {
    saved();
    ScheduleState before = loaded(pause.since());
    if (before.pause() != null) {
      return false;
    }
    save(before.paused(pause), Batch.builder(), pause.since());
    return true;
  }

  /** Takes that back; false if it was not paused. */
  synchronized boolean resume(Instant now) {
    saved();
    ScheduleState before = loaded(now);
    if (before.pause() == null) {
      return false;
    }
    unsettled = null;
    save(before.resumed(now.minus(offset), files.hash().orElse(null)), Batch.builder(), now);
    return true;
  }

  /** Runs. Only after {@link #look} has said so. */
  void run() {
    RunControl stop;
    String reason;
    synchronized (this) {
      stop = Objects.requireNonNull(control, "control");
      reason = String.valueOf(Objects.requireNonNull(state, "state").running());
    }
    Instant startedAt = clock.instant();
    RunOutcome outcome = outcome(stop);
    Instant endedAt = clock.instant();
    synchronized (this) {
      ScheduleState known = Objects.requireNonNull(state, "state");
      Batch.Builder batch = Batch.builder();
      ScheduleState after =
          outcome.result() == RunOutcome.Result.INTERRUPTED
              ? known.putBack()
              : ended(known, new LastRun(reason, startedAt, endedAt, outcome), batch);
      unsaved = batch.put(after.document(schedule.name(), endedAt)).build();
      afterSaving = after;
      try {
        saved();
      } catch (StoreException e) {
        // The next look tries again.
      }
    }
  }

  private RunOutcome outcome(RunControl stop) {
    try {
      return runner.run(schedule, stop);
    } catch (RuntimeException e) {
      LOG.error("the run of the schedule {} broke off", schedule.name(), e);
      return new RunOutcome(
          RunOutcome.Result.BROKEN, null, List.of("the run broke off; the server's log says why"));
    }
  }

  // A run is over only when the store knows.
  private boolean saved() {
    Batch left = unsaved;
    if (left != null) {
      store.commit(left);
      ScheduleState after = Objects.requireNonNull(afterSaving);
      ScheduleState known = Objects.requireNonNull(state);
      state =
          known.pending() == null || after.pending() != null ? after : after.asked(known.pending());
      unsaved = null;
      control = null;
      notices.committed();
    }
    return true;
  }

  private void save(ScheduleState after, Batch.Builder batch, Instant now) {
    store.commit(batch.put(after.document(schedule.name(), now)).build());
    state = after;
  }

  private ScheduleState ended(ScheduleState known, LastRun run, Batch.Builder batch) {
    boolean passed = run.outcome().result() == RunOutcome.Result.PASSED;
    Instant since = known.alertSince();
    if (!passed) {
      since = since == null ? run.endedAt() : since;
    }
    if (since != null) {
      notices.tell(batch, notice(run, since, passed));
    }
    return known.ended(run, passed ? null : since);
  }

  private Notice notice(LastRun run, Instant since, boolean passed) {
    RunOutcome outcome = run.outcome();
    String id = "schedule/" + schedule.name();
    Severity severity = schedule.severity();
    if (outcome.result() == RunOutcome.Result.INCONCLUSIVE
        && severity.compareTo(Severity.MEDIUM) > 0) {
      severity = Severity.MEDIUM;
    }
    return new Notice(
        id + "/" + run.startedAt(),
        id,
        "schedule " + schedule.name(),
        "",
        passed ? Notice.State.RESOLVED : Notice.State.FIRING,
        passed ? schedule.severity() : severity,
        title(outcome.result()),
        outcome.lines(),
        null,
        since,
        run.endedAt(),
        id,
        Json.object().set("run", run.toJson()));
  }

  private String title(RunOutcome.Result result) {
    String suite = "Suite of schedule " + schedule.name();
    return switch (result) {
      case PASSED -> suite + " passes its gate again";
      case FAILED -> suite + " fails its gate";
      case INCONCLUSIVE -> suite + " is inconclusive";
      case BROKEN, INTERRUPTED -> suite + " could not be run";
    };
  }

  /** Stops the run, if there is one; it is begun again after the next start. */
  void stop() {
    RunControl running;
    synchronized (this) {
      running = control;
    }
    if (running != null) {
      running.stop("the server stops");
    }
  }

  synchronized ScheduleStatus status(Instant now) {
    ScheduleState known = loaded(now);
    CronTimes times = schedule.times();
    LastRun last = known.last();
    return new ScheduleStatus(
        schedule,
        known.running(),
        known.pending(),
        times == null || known.pause() != null
            ? null
            : times.after(known.checkedUntil()).map(at -> at.plus(offset)).orElse(null),
        last == null ? null : last.reason(),
        last == null ? null : last.startedAt(),
        last == null ? null : last.endedAt(),
        Optional.ofNullable(last).map(LastRun::outcome).orElse(null),
        known.earlier().stream()
            .map(
                run ->
                    new ScheduleStatus.Past(
                        run.reason(), run.startedAt(), run.endedAt(), run.outcome()))
            .toList(),
        known.missed(),
        known.pause());
  }
}
