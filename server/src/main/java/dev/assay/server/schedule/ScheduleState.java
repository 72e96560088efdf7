package dev.assay.server.schedule;

import dev.assay.core.json.Json;
import dev.assay.server.store.Document;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a schedule stands, as it lies in the store.
 *
 * @param checkedUntil every time of the expression up to here is dealt with
 * @param hash what the watched files held when that was last acted on
 * @param pending why it is to run as soon as it can; null if it is not
 * @param running why it runs now; null if it does not
 * @param begun how often this run was begun: more than once if the process ended meanwhile
 * @param alertSince since when the gate has not let it through; null while it does
 * @param last the last run; null before the first
 * @param earlier the runs before it, the latest first
 * @param missed times that passed while nothing could run, the latest first
 * @param pause since when neither time nor files make it run; null while they do
 */
record ScheduleState(
    Instant checkedUntil,
    @Nullable String hash,
    @Nullable String pending,
    @Nullable String running,
    int begun,
    @Nullable Instant alertSince,
    @Nullable LastRun last,
    List<LastRun> earlier,
    List<MissedTimes> missed,
    @Nullable SchedulePause pause) {

  static final String COLLECTION = "schedules";

  private static final int MOST_EARLIER = 25;
  private static final int MOST_MISSED = 5;

  ScheduleState {
    earlier = List.copyOf(earlier);
    missed = List.copyOf(missed);
  }

  static ScheduleState fresh(Instant now, @Nullable String hash) {
    return new ScheduleState(now, hash, null, null, 0, null, null, List.of(), List.of(), null);
  }

  ScheduleState checkedUntil(Instant until) {
    return new ScheduleState(
        until, hash, pending, running, begun, alertSince, last, earlier, missed, pause);
  }

  /** Times passed while nothing could run; one run makes up for them. */
  ScheduleState missed(MissedTimes times) {
    List<MissedTimes> all = new ArrayList<>(missed);
    all.add(0, times);
    return new ScheduleState(
        checkedUntil,
        hash,
        pending,
        running,
        begun,
        alertSince,
        last,
        earlier,
        all.subList(0, Math.min(MOST_MISSED, all.size())),
        pause);
  }

  /** Neither time nor files make it run from here on. */
  ScheduleState paused(SchedulePause since) {
    return new ScheduleState(
        checkedUntil, hash, pending, running, begun, alertSince, last, earlier, missed, since);
  }

  /** They do again; what came meanwhile is not made up for. */
  ScheduleState resumed(Instant dealt, @Nullable String files) {
    return new ScheduleState(
        dealt.isAfter(checkedUntil) ? dealt : checkedUntil,
        files == null ? hash : files,
        pending,
        running,
        begun,
        alertSince,
        last,
        earlier,
        missed,
        null);
  }

  ScheduleState seen(String files) {
    return new ScheduleState(
        checkedUntil, files, pending, running, begun, alertSince, last, earlier, missed, pause);
  }

  // Of several reasons the first is kept: one run answers them all.
  ScheduleState asked(String reason) {
    String first = pending == null ? reason : pending;
    return new ScheduleState(
        checkedUntil, hash, first, running, begun, alertSince, last, earlier, missed, pause);
  }

  ScheduleState begins() {
    return new ScheduleState(
        checkedUntil, hash, null, pending, begun + 1, alertSince, last, earlier, missed, pause);
  }

  /** It was stopped in good order and is to run again. */
  ScheduleState putBack() {
    return new ScheduleState(
        checkedUntil, hash, running, null, 0, alertSince, last, earlier, missed, pause);
  }

  /** The process ended while it ran: it is to run again. */
  ScheduleState interrupted() {
    return new ScheduleState(
        checkedUntil, hash, running, null, begun, alertSince, last, earlier, missed, pause);
  }

  ScheduleState ended(LastRun run, @Nullable Instant alerting) {
    List<LastRun> before = new ArrayList<>(earlier);
    if (last != null) {
      // Its lines are in its own folder.
      before.add(0, last.withoutLines());
    }
    return new ScheduleState(
        checkedUntil,
        hash,
        pending,
        null,
        0,
        alerting,
        run,
        before.subList(0, Math.min(MOST_EARLIER, before.size())),
        missed,
        pause);
  }

  Document document(String name, Instant now) {
    ObjectNode json =
        Json.object()
            .put("checked_until", checkedUntil.toString())
            .put("hash", hash)
            .put("pending", pending)
            .put("running", running)
            .put("begun", begun)
            .put("alert_since", alertSince == null ? null : alertSince.toString());
    json.set("last", last == null ? json.nullNode() : last.toJson());
    ArrayNode before = json.putArray("earlier");
    earlier.forEach(run -> before.add(run.toJson()));
    ArrayNode times = json.putArray("missed");
    missed.forEach(each -> times.add(each.toJson()));
    json.set("pause", pause == null ? json.nullNode() : pause.toJson());
    return new Document(COLLECTION, name, now, Json.write(json));
  }

  static ScheduleState of(Document document) {
    JsonNode json = Json.parse(document.json(), document.id(), 1);
    String since = text(json, "alert_since");
    return new ScheduleState(
        Instant.parse(json.path("checked_until").stringValue()),
        text(json, "hash"),
        text(json, "pending"),
        text(json, "running"),
        json.path("begun").intValue(),
        since == null ? null : Instant.parse(since),
        json.path("last").isObject() ? LastRun.of(json.path("last")) : null,
        json.path("earlier").values().stream().map(LastRun::of).toList(),
        json.path("missed").values().stream().map(MissedTimes::of).toList(),
        json.path("pause").isObject() ? SchedulePause.of(json.path("pause")) : null);
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.path(name).isString() ? json.path(name).stringValue() : null;
  }

  /**
   * The last run.
   *
   * @param reason why it was
   * @param startedAt when it began
   * @param endedAt when it ended
   * @param outcome what came of it
   */
  record LastRun(String reason, Instant startedAt, Instant endedAt, RunOutcome outcome) {

    LastRun withoutLines() {
      RunOutcome bare = new RunOutcome(outcome.result(), outcome.directory(), List.of());
      return new LastRun(reason, startedAt, endedAt, bare);
    }

    ObjectNode toJson() {
      Path directory = outcome.directory();
      ObjectNode json =
          Json.object()
              .put("reason", reason)
              .put("started_at", startedAt.toString())
              .put("ended_at", endedAt.toString())
              .put("result", outcome.result().key())
              .put("directory", directory == null ? null : directory.toString());
      outcome.lines().forEach(json.putArray("lines")::add);
      return json;
    }

    static LastRun of(JsonNode json) {
      String directory = text(json, "directory");
      List<String> lines = json.path("lines").values().stream().map(JsonNode::stringValue).toList();
      String result = json.path("result").stringValue().toUpperCase(Locale.ROOT);
      return new LastRun(
          json.path("reason").stringValue(),
          Instant.parse(json.path("started_at").stringValue()),
          Instant.parse(json.path("ended_at").stringValue()),
          new RunOutcome(
              RunOutcome.Result.valueOf(result),
              directory == null ? null : Path.of(directory),
              lines));
    }
  }
}
