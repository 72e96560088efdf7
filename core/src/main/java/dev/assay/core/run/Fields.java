package dev.assay.core.run;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of an object in a run's files; what is missing or wrong is a problem there. */
record Fields(ObjectNode json, String prefix, Location location) {

  static Fields of(JsonNode json, String subject, Location location) {
    if (json instanceof ObjectNode object) {
      return new Fields(object, "", location);
    }
    throw new InvalidInputException(
        Problem.of(subject, Json.write(json), "an object").at(location));
  }

  Fields object(String name) {
    if (value(name) instanceof ObjectNode object) {
      return new Fields(object, prefix + name + ".", location);
    }
    throw wrong(name, "an object");
  }

  Iterable<JsonNode> list(String name) {
    JsonNode value = value(name);
    if (!value.isArray()) {
      throw wrong(name, "a list");
    }
    return value;
  }

  Fields item(JsonNode item, String name) {
    if (item instanceof ObjectNode object) {
      return new Fields(object, prefix + name + ".", location);
    }
    throw wrong(name, "a list of objects");
  }

  String string(String name) {
    String value = optionalString(name);
    if (value == null) {
      throw wrong(name, "a string");
    }
    return value;
  }

  @Nullable String optionalString(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(name, "a string");
    }
    return value.stringValue();
  }

  long number(String name) {
    JsonNode value = value(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return value.longValue();
  }

  int count(String name) {
    long value = number(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong(name, "a whole number from 0 to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  @Nullable Double optionalDouble(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    double number = value.isNumber() ? Json.number(value) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw wrong(name, "a finite number");
    }
    return number;
  }

  boolean bool(String name) {
    JsonNode value = value(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  @Nullable Instant optionalInstant(String name) {
    String text = optionalString(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name, "a time in ISO 8601, such as 2026-01-31T12:00:00Z");
    }
  }

  Instant instant(String name) {
    Instant instant = optionalInstant(name);
    if (instant == null) {
      throw wrong(name, "a time in ISO 8601, such as 2026-01-31T12:00:00Z");
    }
    return instant;
  }

  <T> T key(String name, Function<String, Optional<T>> reader, String expected) {
    return reader.apply(string(name)).orElseThrow(() -> wrong(name, expected));
  }

  InvalidInputException wrong(String name, String expected) {
    JsonNode value = json.get(name);
    return new InvalidInputException(
        Problem.of(prefix + name, value == null ? "missing" : Json.write(value), expected)
            .at(location));
  }

  private JsonNode value(String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw wrong(name, "given");
    }
    return value;
  }
}
