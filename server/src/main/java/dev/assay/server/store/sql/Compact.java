package dev.assay.server.store.sql;

import dev.assay.core.json.Json;
import dev.assay.server.store.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Small structures as JSON text in one canonical form, so that equal ones are equal texts: a column
 * of a few distinct texts takes hardly any room.
 */
final class Compact {

  private Compact() {}

  static @Nullable String tags(Map<String, String> tags) {
    if (tags.isEmpty()) {
      return null;
    }
    ObjectNode json = Json.object();
    new TreeMap<>(tags)
        .forEach((name, value) -> json.put(Texts.required(name), Texts.required(value)));
    return Json.write(json);
  }

  static Map<String, String> tags(@Nullable String json) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (json != null) {
      for (Map.Entry<String, JsonNode> tag : Json.parse(json, "tags", 1).properties()) {
        tags.put(tag.getKey(), tag.getValue().asString());
      }
    }
    return tags;
  }

  /**
   * Whether tags, as {@link #tags} wrote them, hold this one. A pair stands behind a brace or a
   * comma that is not inside a string, for inside one its quotes would be escaped.
   */
  static Condition hasTag(Field<String> tags, String name, String value) {
    String json = tags(Map.of(name, value));
    String pair = json == null ? "" : json.substring(1, json.length() - 1);
    return DSL.position(tags, "{" + pair).gt(0).or(DSL.position(tags, "," + pair).gt(0));
  }

  /** Whether they hold one of this name, whatever its value. */
  static Condition hasTag(Field<String> tags, String name) {
    String json = tags(Map.of(name, ""));
    String key = json == null ? "" : json.substring(1, json.length() - 3);
    return DSL.position(tags, "{" + key).gt(0).or(DSL.position(tags, "," + key).gt(0));
  }

  static @Nullable String decisions(List<Decision> decisions) {
    if (decisions.isEmpty()) {
      return null;
    }
    ArrayNode json = Json.array();
    for (Decision decision : decisions) {
      json.addArray()
          .add(Texts.required(decision.evaluator()))
          .add(decision.probability())
          .add(decision.selected() ? 1 : 0)
          .add(Texts.required(decision.reason()));
    }
    return Json.write(json);
  }

  static List<Decision> decisions(@Nullable String json) {
    List<Decision> decisions = new ArrayList<>();
    if (json != null) {
      for (JsonNode item : Json.parse(json, "decisions", 1)) {
        decisions.add(
            new Decision(
                item.path(0).asString(),
                item.path(1).asDouble(),
                item.path(2).asInt() == 1,
                item.path(3).asString()));
      }
    }
    return decisions;
  }
}
