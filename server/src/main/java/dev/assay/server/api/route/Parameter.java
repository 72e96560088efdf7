package dev.assay.server.api.route;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A parameter of a path or a query.
 *
 * @param name its name
 * @param inPath whether it is part of the path, and then required
 * @param repeated whether it may be given more than once
 * @param description what it does
 * @param schema of one value, as JSON Schema
 * @since 0.1
 */
public record Parameter(
    String name, boolean inPath, boolean repeated, String description, ObjectNode schema) {

  /** Checks the parts. */
  public Parameter {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    schema = schema.deepCopy();
  }

  /** A part of the path. */
  public static Parameter path(String name, String description) {
    return new Parameter(name, true, false, description, type("string"));
  }

  /** A text. */
  public static Parameter text(String name, String description) {
    return new Parameter(name, false, false, description, type("string"));
  }

  /** A time. */
  public static Parameter time(String name, String description) {
    ObjectNode schema = type("string").put("format", "date-time");
    return new Parameter(name, false, false, description, schema);
  }

  /** A number. */
  public static Parameter number(String name, String description) {
    return new Parameter(name, false, false, description, type("number"));
  }

  /** A whole number in a range. */
  public static Parameter whole(String name, int min, int max, int standard, String description) {
    ObjectNode schema =
        type("integer").put("minimum", min).put("maximum", max).put("default", standard);
    return new Parameter(name, false, false, description, schema);
  }

  /** True or false. */
  public static Parameter flag(String name, String description) {
    return new Parameter(name, false, false, description, type("boolean"));
  }

  /** One of some words. */
  public static Parameter choice(String name, List<String> words, String description) {
    ObjectNode schema = type("string");
    ArrayNode choices = schema.putArray("enum");
    words.forEach(choices::add);
    return new Parameter(name, false, false, description, schema);
  }

  /** The same, which may be given more than once. */
  public Parameter any() {
    return new Parameter(name, inPath, true, description, schema);
  }

  private static ObjectNode type(String type) {
    return Json.object().put("type", type);
  }
}
