package dev.assay.core.interaction;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields of an object that somebody sent, each read once and strictly. */
final class StrictFields {

  /** No name or id is longer, UTF-16 units. */
  static final int LONGEST_NAME = 1_000;

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,64}");

  private final ObjectNode json;

  StrictFields(ObjectNode json) {
    this.json = json;
  }

  /** Refuses what is not known, naming the nearest that is. */
  static void check(ObjectNode json, String prefix, Set<String> known) {
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            Problem.of(prefix + name, null, "a known field")
                .next(Nearest.advice(name, new TreeSet<>(known))));
      }
    }
  }

  /** A name of bounded length; null where it is missing or null. */
  @Nullable String name(String field) {
    String text = text(field, LONGEST_NAME);
    if (text != null && text.isEmpty()) {
      throw wrong(field, json.get(field), "a text that is not empty, or no such field");
    }
    return text;
  }

  /** A text of bounded length; null where it is missing or null. */
  @Nullable String text(String field, int longest) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(field, value, "a string");
    }
    String text = value.stringValue();
    if (text.length() > longest) {
      throw new InvalidInputException(
          Problem.of(field, text.length() + " characters", "at most " + longest + " characters"));
    }
    return text;
  }

  /** So many hexadecimal digits, in lower case; null where it is missing or null. */
  @Nullable String hex(String field, int digits) {
    String text = text(field, LONGEST_NAME);
    if (text == null) {
      return null;
    }
    if (text.length() != digits || !HEX.matcher(text).matches() || text.matches("0+")) {
      throw wrong(field, json.get(field), digits + " hexadecimal digits, not all zero");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** A time with an offset; null where it is missing or null. */
  @Nullable Instant time(String field) {
    String text = text(field, 100);
    if (text == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (time.getEpochSecond() > 0 && time.getEpochSecond() < 1L << 34) {
        return time;
      }
    } catch (DateTimeException e) {
      // Answered below, as is a time out of range.
    }
    throw wrong(
        field, json.get(field), "a time with offset after 1970, such as 2026-11-21T09:30:00Z");
  }

  boolean flag(String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(field, value, "true or false");
    }
    return value.booleanValue();
  }

  static InvalidInputException wrong(String field, @Nullable JsonNode value, String expected) {
    String given = value == null ? "missing" : value.isString() ? value.stringValue() : value + "";
    return new InvalidInputException(Problem.of(field, given, expected));
  }
}
