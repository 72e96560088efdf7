package dev.assay.core.dataset;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes a field of a field, its names joined by dots. */
final class FieldPath {

  private FieldPath() {}

  /** The field that a path begins with. */
  static String head(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  static @Nullable JsonNode get(ObjectNode object, String path) {
    JsonNode node = object;
    for (String name : path.split("\\.", -1)) {
      node = node == null ? null : node.get(name);
    }
    return node == null || node.isNull() ? null : node;
  }

  /**
   * Sets the value at the path, making objects on the way. What stands in the way and is not an
   * object stays, and the value is put beside it under its whole path, to be refused there.
   */
  static void put(ObjectNode object, String path, JsonNode value) {
    ObjectNode into = object;
    String rest = path;
    while (rest.indexOf('.') > 0) {
      String name = head(rest);
      JsonNode next = into.get(name);
      if (next == null) {
        next = into.putObject(name);
      }
      if (!(next instanceof ObjectNode nested)) {
        object.set(path, value);
        return;
      }
      into = nested;
      rest = rest.substring(name.length() + 1);
    }
    into.set(rest, value);
  }
}
