package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Walks JSON or YAML token by token, so that every field keeps its line and column. */
final class TreeRows {

  private static final List<String> DOCUMENT_FIELDS = List.of("name", "task_type", "examples");

  private final JsonParser parser;
  private final Values values;
  private final String file;
  private final int firstLine;

  /** Reads the value at which a parser stands. */
  @FunctionalInterface
  interface Values {
    JsonNode read(JsonParser parser);
  }

  TreeRows(JsonParser parser, Values values, String file, int firstLine) {
    this.parser = parser;
    this.values = values;
    this.file = file;
    this.firstLine = firstLine;
  }

  /** What a document says of itself beside its examples. */
  record Heading(@Nullable String name, @Nullable String taskType) {

    static final Heading NONE = new Heading(null, null);
  }

  /** Reads a whole document: a list of examples, or an object that holds one. */
  Heading document(RowSink sink, ProblemLog log) {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      if (examples(sink, log)) {
        expectEnd();
      }
      return Heading.NONE;
    }
    if (first != JsonToken.START_OBJECT) {
      throw wrong(
          first == null ? "nothing" : String.valueOf(first.asString()),
          "a list of examples, or an object {name, task_type, examples}");
    }
    String name = null;
    String taskType = null;
    boolean seen = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      Location at = here();
      parser.nextToken();
      switch (field) {
        case "name" -> name = text(field, at, log);
        case "task_type" -> taskType = text(field, at, log);
        case "examples" -> {
          seen = true;
          if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new InvalidInputException(
                new Problem(at, "examples", value().toString(), "a list of examples", null));
          }
          if (!examples(sink, log)) {
            return new Heading(name, taskType);
          }
        }
        default -> {
          log.add(
              new Problem(
                  at,
                  "field",
                  field,
                  String.join(", ", DOCUMENT_FIELDS),
                  Nearest.advice(field, DOCUMENT_FIELDS)));
          value();
        }
      }
    }
    expectEnd();
    if (!seen) {
      log.add(
          new Problem(Location.ofFile(file), "examples", "missing", "a list of examples", null));
    }
    return new Heading(name, taskType);
  }

  /** Reads a document that is one example. */
  RawRecord single(int number) {
    JsonToken first = parser.nextToken();
    Location at = new Location(file, firstLine, 0);
    if (first != JsonToken.START_OBJECT) {
      JsonNode value = first == null ? null : value();
      throw new InvalidInputException(
          new Problem(
              at,
              "example",
              value == null ? "nothing" : Json.write(value),
              "one JSON object a line",
              null));
    }
    RawRecord row = row(number, at);
    expectEnd();
    return row;
  }

  private boolean examples(RowSink sink, ProblemLog log) {
    int number = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      number++;
      Location at = here();
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        if (!sink.accept(row(number, at))) {
          return false;
        }
      } else {
        log.add(
            new Problem(
                at, "examples[" + (number - 1) + "]", Json.write(value()), "an object", null));
        if (log.full()) {
          return false;
        }
      }
    }
    return true;
  }

  private RawRecord row(int number, Location at) {
    ObjectNode fields = Json.object();
    Map<String, Location> places = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      places.put(field, here());
      parser.nextToken();
      fields.set(field, value());
    }
    return new RawRecord(at, number, fields, places, places, false);
  }

  private @Nullable String text(String field, Location at, ProblemLog log) {
    JsonNode value = value();
    if (value.isString() || value.isNull()) {
      return value.isNull() ? null : value.stringValue();
    }
    log.add(new Problem(at, field, Json.write(value), "a text", null));
    return null;
  }

  private JsonNode value() {
    return values.read(parser);
  }

  private void expectEnd() {
    if (parser.nextToken() != null) {
      throw new InvalidInputException(
          new Problem(here(), "content", "more after the end", "one document", null));
    }
  }

  private InvalidInputException wrong(String value, String expected) {
    return new InvalidInputException(new Problem(here(), "dataset", value, expected, null));
  }

  private Location here() {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Location(file, firstLine + at.getLineNr() - 1, at.getColumnNr());
  }
}
