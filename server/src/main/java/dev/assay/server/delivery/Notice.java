package dev.assay.server.delivery;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import dev.assay.monitor.watch.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One change of one alert, as people are told of it.
 *
 * <p>Texts may come from traffic: they are put on one line and bounded here, and escaped by each
 * channel for where they go.
 *
 * @param id names the change; the same however often it is told, so that repetitions are known
 * @param alertId names the alert through all its changes
 * @param monitor what found it
 * @param slice what it is about; empty for all
 * @param state what it is now
 * @param severity how bad
 * @param title one line
 * @param lines more, at most 50 lines
 * @param link where to read on, by {@code http} or {@code https}; null if there is no such place
 * @param since when the alert began
 * @param at when it changed
 * @param group changes of one group may be told in one message
 * @param details the alert as JSON, for machines; beyond 64 KiB it is left out
 * @since 0.1
 */
public record Notice(
    String id,
    String alertId,
    String monitor,
    String slice,
    State state,
    Severity severity,
    String title,
    List<String> lines,
    @Nullable String link,
    Instant since,
    Instant at,
    String group,
    JsonNode details) {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_LINE = 1000;
  private static final int MOST_LINES = 50;
  private static final int LARGEST_DETAILS = 64 << 10;

  /** Checks and bounds the parts. */
  public Notice {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(alertId, "alertId");
    monitor = Printable.line(monitor, LONGEST_NAME);
    slice = Printable.line(slice, LONGEST_NAME);
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(severity, "severity");
    title = Printable.line(title, LONGEST_TITLE);
    lines =
        lines.stream().limit(MOST_LINES).map(line -> Printable.line(line, LONGEST_LINE)).toList();
    link = link != null && isWeb(link) ? link : null;
    since = since.truncatedTo(ChronoUnit.MICROS);
    at = at.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(group, "group");
    details = bounded(details);
  }

  private static boolean isWeb(String link) {
    return (link.startsWith("https://") || link.startsWith("http://"))
        && link.chars().allMatch(c -> c > ' ' && c < 0x7f && "<>|\"\\".indexOf(c) < 0);
  }

  private static JsonNode bounded(JsonNode details) {
    return Json.write(details).length() <= LARGEST_DETAILS
        ? details
        : Json.object().put("left_out", "more than 64 KiB");
  }

  /** The notice as JSON. */
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("alert_id", alertId)
            .put("monitor", monitor)
            .put("slice", slice)
            .put("state", state.key())
            .put("severity", severity.key())
            .put("title", title);
    lines.forEach(json.putArray("lines")::add);
    json.put("link", link);
    json.put("since", since.toString()).put("at", at.toString()).put("group", group);
    json.set("details", details);
    return json;
  }

  static Notice ofJson(JsonNode json) {
    return new Notice(
        json.path("id").stringValue(),
        json.path("alert_id").stringValue(),
        json.path("monitor").stringValue(),
        json.path("slice").stringValue(),
        State.valueOf(json.path("state").stringValue().toUpperCase(Locale.ROOT)),
        Severity.valueOf(json.path("severity").stringValue().toUpperCase(Locale.ROOT)),
        json.path("title").stringValue(),
        json.path("lines").values().stream().map(JsonNode::stringValue).toList(),
        json.path("link").isString() ? json.path("link").stringValue() : null,
        Instant.parse(json.path("since").stringValue()),
        Instant.parse(json.path("at").stringValue()),
        json.path("group").stringValue(),
        json.path("details"));
  }

  /** What an alert has become. */
  public enum State {
    /** Something is wrong. */
    FIRING,
    /** It no longer is. */
    RESOLVED;

    /** As it is written: in lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
