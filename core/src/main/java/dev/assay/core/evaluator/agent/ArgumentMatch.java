package dev.assay.core.evaluator.agent;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the arguments of two calls are compared: as JSON, in which the order of keys and the spelling
 * of numbers do not count.
 */
final class ArgumentMatch {

  /** How strictly. */
  enum Mode {
    /** All arguments are the same. */
    EXACT,
    /** The expected arguments are among those given, at every level of objects. */
    SUBSET,
    /** Arguments do not count. */
    NONE;
  }

  private final Mode mode;
  private final Set<String> ignored;

  ArgumentMatch(Mode mode, List<String> ignored) {
    this.mode = mode;
    this.ignored = Set.copyOf(ignored);
  }

  Mode mode() {
    return mode;
  }

  /** The arguments that count; those ignored are left out of the outermost object. */
  JsonNode counting(JsonNode arguments) {
    if (mode == Mode.NONE) {
      return Json.object();
    }
    JsonNode given = arguments.isNull() ? Json.object() : arguments;
    if (ignored.isEmpty() || !(given instanceof ObjectNode object)) {
      return given;
    }
    ObjectNode rest = Json.object();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!ignored.contains(entry.getKey())) {
        rest.set(entry.getKey(), entry.getValue());
      }
    }
    return rest;
  }

  /** Text that is equal for arguments that are the same. */
  String identity(JsonNode arguments) {
    return ContentHash.canonical(counting(arguments));
  }

  /** Whether {@code actual} holds all of {@code expected}. */
  static boolean holds(JsonNode actual, JsonNode expected) {
    if (expected.isObject()) {
      if (!actual.isObject()) {
        return false;
      }
      for (Map.Entry<String, JsonNode> entry : expected.properties()) {
        JsonNode value = actual.get(entry.getKey());
        if (value == null || !holds(value, entry.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (expected.isArray()) {
      if (!actual.isArray() || actual.size() != expected.size()) {
        return false;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!holds(actual.get(i), expected.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (expected.isNumber() && actual.isNumber()) {
      return expected.equals(actual)
          || ContentHash.canonical(expected).equals(ContentHash.canonical(actual));
    }
    return expected.equals(actual);
  }
}
