package dev.assay.server.schedule;

import dev.assay.core.json.Json;
import dev.assay.server.store.Document;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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
 */
record ScheduleState(
    Instant checkedUntil,
    @Nullable String hash,
    @Nullable String pending,
    @Nullable String running,
    int begun,
    @Nullable Instant alertSince,
    @Nullable LastRun last) {

  static final String COLLECTION = "schedules";

  static ScheduleState fresh(Instant now, @Nullable String hash) {
    return new ScheduleState(now, hash, null, null, 0, null, null);
  }

  ScheduleState checkedUntil(Instant until) {
    return new ScheduleState(until, hash, pending, running, begun, alertSince, last);
  }

  ScheduleState seen(String files) {
    return new ScheduleState(checkedUntil, files, pending, running, begun, alertSince, last);
  }

  // Of several reasons the first is kept: one run answers them all.
  ScheduleState asked(String reason) {
    String first = pending == null ? reason : pending;
    return new ScheduleState(checkedUntil, hash, first, running, begun, alertSince, last);
  }

  ScheduleState begins() {
    return new ScheduleState(checkedUntil, hash, null, pending, begun + 1, alertSince, last);
  }

  /** It was stopped in good order and is to run again. */
  ScheduleState putBack() {
    return new ScheduleState(checkedUntil, hash, running, null, 0, alertSince, last);
  }

  /** The process ended while it ran: it is to run again. */
  ScheduleState interrupted() {
    return new ScheduleState(checkedUntil, hash, running, null, begun, alertSince, last);
  }

  ScheduleState ended(LastRun run, @Nullable Instant alerting) {
    return new ScheduleState(checkedUntil, hash, pending, null, 0, alerting, run);
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
        json.path("last").isObject() ? LastRun.of(json.path("last")) : null);
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
