package dev.assay.server.schedule;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Times of a schedule that passed while nothing could run, such as while the server was down. One
 * run makes up for all of them.
 *
 * @param first the first of them
 * @param times how many, at most {@value #MOST_COUNTED}
 * @param caughtUpAt when that run was asked for
 * @since 0.1
 */
public record MissedTimes(Instant first, int times, Instant caughtUpAt) {

  /** More are not counted one by one. */
  static final int MOST_COUNTED = 1_000;

  /** Checks the parts. */
  public MissedTimes {
    requireNonNull(first, "first");
    requireNonNull(caughtUpAt, "caughtUpAt");
  }

  static MissedTimes of(JsonNode json) {
    return new MissedTimes(
        Instant.parse(json.path("first").stringValue()),
        json.path("times").intValue(),
        Instant.parse(json.path("caught_up_at").stringValue()));
  }

  /** As the store and the API have it. */
  public ObjectNode toJson() {
    return Json.object()
        .put("first", first.toString())
        .put("times", times)
        .put("caught_up_at", caughtUpAt.toString());
  }
}
