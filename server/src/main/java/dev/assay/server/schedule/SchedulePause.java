package dev.assay.server.schedule;

import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * That a schedule is paused: it runs when somebody starts it, and not by time or files.
 *
 * @param since since when
 * @param by who paused it
 * @param why in their words; null if they said nothing; hostile
 * @since 0.1
 */
public record SchedulePause(Instant since, String by, @Nullable String why) {

  /** Checks the parts. */
  public SchedulePause {
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(by, "by");
  }

  static SchedulePause of(JsonNode json) {
    JsonNode why = json.path("why");
    return new SchedulePause(
        Instant.parse(json.path("since").stringValue()),
        json.path("by").stringValue(),
        why.isString() ? why.stringValue() : null);
  }

  /** As it is stored and told: {@code since}, {@code by}, and {@code why} if that was said. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("since", since.toString()).put("by", by);
    return why == null ? json : json.put("why", why);
  }
}
