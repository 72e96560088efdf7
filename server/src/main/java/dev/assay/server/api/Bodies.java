package dev.assay.server.api;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of bodies that people send.
 *
 * @since 0.1
 */
public final class Bodies {

  static final int LONGEST_TEXT = 100_000;

  private Bodies() {}

  /** A text; null if there is none. */
  public static @Nullable String text(ObjectNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
      throw wrong(name, value, "a string of at most " + LONGEST_TEXT + " characters");
    }
    return value.stringValue();
  }

  /** A text that must not be blank. */
  public static String needed(ObjectNode json, String name) {
    String text = text(json, name);
    if (text == null || text.isBlank()) {
      throw wrong(name, json.get(name), "a string that is not empty");
    }
    return text;
  }

  static @Nullable Boolean flag(ObjectNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong(name, value, "true or false");
    }
    return value.booleanValue();
  }

  static @Nullable Double number(ObjectNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw wrong(name, value, "a finite number");
    }
    return number;
  }

  static List<String> texts(ObjectNode json, String name) {
    JsonNode value = json.get(name);
    List<String> texts = new ArrayList<>();
    if (value != null && value.isArray() && !value.isEmpty() && value.size() <= 1_000) {
      for (JsonNode item : value) {
        if (item.isString()) {
          texts.add(item.stringValue());
        }
      }
      if (texts.size() == value.size()) {
        return texts;
      }
    }
    throw wrong(name, value, "a list of 1 to 1000 strings");
  }

  static InvalidInputException wrong(String name, @Nullable JsonNode value, String expected) {
    String given = value == null ? "missing" : value.isString() ? value.stringValue() : value + "";
    return new InvalidInputException(Problem.of(name, given, expected));
  }
}
