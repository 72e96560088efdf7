package dev.assay.server.web.runs;

import dev.assay.server.web.runs.Words.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A schedule as the desk tells it.
 *
 * @param name its name
 * @param suite the suite's file
 * @param times when it runs, as it is configured; null where no time makes it run
 * @param running why it runs now; null where it does not
 * @param pending why it runs next; null where nothing but time asks for it
 * @param next when time makes it run; null where it does not
 * @param past its runs, the latest first
 * @param missed times at which the server did not run, the latest first
 * @param pause since when neither time nor files make it run; null while they do
 */
record ScheduleRow(
    String name,
    String suite,
    @Nullable String times,
    @Nullable String running,
    @Nullable String pending,
    @Nullable Instant next,
    List<Past> past,
    List<Missed> missed,
    @Nullable Pause pause) {

  ScheduleRow {
    past = List.copyOf(past);
    missed = List.copyOf(missed);
  }

  /**
   * A run that was.
   *
   * @param reason why it was
   * @param startedAt when it began
   * @param endedAt when it ended
   * @param result how it came out
   * @param folder the run's; null where there was none
   * @param lines why, in the gate's words
   */
  record Past(
      String reason,
      Instant startedAt,
      Instant endedAt,
      String result,
      @Nullable String folder,
      List<String> lines) {

    State state() {
      return switch (result) {
        case "passed" -> State.good("passed");
        case "failed" -> State.bad("failed");
        case "broken" -> State.bad("could not run");
        default -> State.warn(result);
      };
    }

    Duration took() {
      return Duration.between(startedAt, endedAt);
    }
  }

  /**
   * Times that passed while nothing could run.
   *
   * @param first the first of them
   * @param times how many
   * @param caughtUpAt when one run was begun for all of them
   */
  record Missed(Instant first, int times, Instant caughtUpAt) {}

  /**
   * That it is paused.
   *
   * @param since since when
   * @param by who paused it
   * @param why in their words; null if they said nothing
   */
  record Pause(Instant since, String by, @Nullable String why) {

    static @Nullable Pause of(JsonNode json) {
      return json.isObject()
          ? new Pause(
              time(json, "since", Instant.EPOCH), json.path("by").asString(""), text(json, "why"))
          : null;
    }
  }

  static ScheduleRow of(JsonNode json) {
    List<Past> past = new ArrayList<>();
    if (json.path("last_run").isObject()) {
      past.add(past(json.path("last_run")));
    }
    json.path("earlier").forEach(each -> past.add(past(each)));
    List<Missed> missed = new ArrayList<>();
    json.path("missed")
        .forEach(
            each ->
                missed.add(
                    new Missed(
                        time(each, "first", Instant.EPOCH),
                        each.path("times").asInt(1),
                        time(each, "caught_up_at", Instant.EPOCH))));
    return new ScheduleRow(
        json.path("name").asString(""),
        json.path("suite").asString(""),
        text(json, "times"),
        text(json, "running"),
        text(json, "pending"),
        json.has("next_at") ? time(json, "next_at", Instant.EPOCH) : null,
        past,
        missed,
        Pause.of(json.path("paused")));
  }

  private static Past past(JsonNode json) {
    String run = text(json, "run");
    Instant started = time(json, "started_at", Instant.EPOCH);
    List<String> lines = new ArrayList<>();
    json.path("lines").forEach(line -> lines.add(line.asString("")));
    return new Past(
        json.path("reason").asString(""),
        started,
        time(json, "ended_at", started),
        json.path("result").asString("unknown").toLowerCase(Locale.ROOT),
        run == null ? null : String.valueOf(Path.of(run).getFileName()),
        List.copyOf(lines));
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.path(name).isString() ? json.path(name).stringValue() : null;
  }

  private static Instant time(JsonNode json, String name, Instant otherwise) {
    try {
      return Instant.parse(json.path(name).asString(""));
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }

  /** Whether it runs, or is about to. */
  boolean busy() {
    return running != null || pending != null;
  }

  @Nullable Past last() {
    return past.isEmpty() ? null : past.get(0);
  }

  State state() {
    if (running != null) {
      return State.quiet("running");
    }
    if (pending != null) {
      return State.quiet("begins");
    }
    if (pause != null) {
      return State.warn("paused");
    }
    Past last = last();
    return last == null ? State.quiet("has not run") : last.state();
  }
}
