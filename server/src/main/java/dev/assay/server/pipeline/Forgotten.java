package dev.assay.server.pipeline;

import dev.assay.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Users who were deleted not long ago: what came from them before lies in the journal still, and
 * must not be told when it is read once more. For one thread.
 */
final class Forgotten {

  // The journal is needed for as long as a trace may take.
  private static final Duration KEPT = Duration.ofDays(3);
  private static final int MOST = 10_000;

  private final LinkedHashMap<String, Instant> users = new LinkedHashMap<>();

  void restore(JsonNode json) {
    for (Map.Entry<String, JsonNode> each : json.properties()) {
      users.put(each.getKey(), Instant.ofEpochMilli(each.getValue().asLong(0)));
    }
  }

  /** Forgets what a user did until now. */
  void add(String userHash, Instant now) {
    users.remove(userHash);
    users.put(userHash, now);
    Iterator<Instant> oldest = users.values().iterator();
    while (oldest.hasNext()) {
      Instant at = oldest.next();
      if (users.size() <= MOST && at.plus(KEPT).isAfter(now)) {
        break;
      }
      oldest.remove();
    }
  }

  /** Whether what came at a time is of somebody who was deleted since. */
  boolean holds(@Nullable String userHash, Instant came) {
    if (userHash == null || users.isEmpty()) {
      return false;
    }
    Instant at = users.get(userHash);
    return at != null && !came.isAfter(at);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    users.forEach((user, at) -> json.put(user, at.toEpochMilli()));
    return json;
  }
}
