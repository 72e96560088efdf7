package dev.assay.server.evaluation;

import dev.assay.core.evaluator.Score;
import dev.assay.core.model.ModelException.Kind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which models failed where a score was made, read from its evidence.
 *
 * @param models the last failure of each model that is named
 * @param kinds every kind of failure, of whatever model
 * @param asked whether any model was asked at all
 */
record Failure(Map<String, Kind> models, Set<Kind> kinds, boolean asked) {

  private static final int DEEPEST = 16;
  private static final int MOST_NODES = 50_000;
  private static final Set<Kind> OUTAGES =
      EnumSet.of(Kind.UNAVAILABLE, Kind.CIRCUIT_OPEN, Kind.UNAUTHORISED, Kind.RATE_LIMITED);

  static Failure of(Score score) {
    Reader reader = new Reader();
    reader.read(score.evidence(), null, 0);
    return new Failure(reader.models, reader.kinds, reader.asked);
  }

  /** Whether trying again may help. */
  boolean passing() {
    return kinds.stream().anyMatch(kind -> kind != Kind.REJECTED);
  }

  /** Whether it is the model that is away, so that it says nothing about the unit. */
  boolean outage() {
    return !kinds.isEmpty() && OUTAGES.containsAll(kinds);
  }

  private static final class Reader {

    private final Map<String, Kind> models = new TreeMap<>();
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private boolean asked;
    private int nodes;

    // The evidence of sets and panels holds that of their members.
    void read(JsonNode node, @Nullable String model, int depth) {
      if (depth > DEEPEST || ++nodes > MOST_NODES || !node.isContainer()) {
        return;
      }
      String named = model;
      if (node.path("replies").isArray() && node.path("model").isString()) {
        named = node.path("model").stringValue();
        asked = true;
      }
      JsonNode given = node.path("failure");
      if (given.isString()) {
        String at = named;
        Kind.ofKey(given.stringValue())
            .ifPresent(
                kind -> {
                  kinds.add(kind);
                  if (at != null) {
                    models.put(at, kind);
                  }
                });
      }
      for (JsonNode child : node) {
        read(child, named, depth + 1);
      }
    }
  }
}
