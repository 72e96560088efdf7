package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ProblemJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code {"name": [item, …]}} an item at a time, so that of a large body only one item is
 * held as JSON. An item that is wrong is set aside with its mistakes; only what is no such document
 * is refused as a whole.
 */
final class BatchReader<T> {

  // An item is followed by others.
  private static final ObjectReader ITEMS =
      Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int MOST_ITEMS = 100_000;
  private static final int MOST_SAID = 100;

  private final String name;
  private final Function<ObjectNode, T> reader;
  private final ToIntFunction<JsonNode> weigh;
  private final int mostCharacters;

  /**
   * Reads items.
   *
   * @param name of the only field
   * @param mostCharacters of one item
   */
  BatchReader(String name, Function<ObjectNode, T> reader, int mostCharacters) {
    this.name = name;
    this.reader = reader;
    this.mostCharacters = mostCharacters;
    this.weigh = BatchReader::characters;
  }

  /** What was read. */
  static final class Read<T> {

    private final List<T> items = new ArrayList<>();
    private final List<@Nullable String> ids = new ArrayList<>();
    private final ArrayNode rejected = Json.array();
    private long rejections;

    List<T> items() {
      return items;
    }

    long rejections() {
      return rejections;
    }

    ObjectNode json() {
      ObjectNode json = Json.object().put("accepted", items.size()).put("rejected", rejections);
      ArrayNode named = json.putArray("ids");
      ids.forEach(named::add);
      if (rejections > 0) {
        json.set("rejections", rejected);
      }
      return json;
    }

    private void reject(int index, List<Problem> problems) {
      rejections++;
      ids.add(null);
      if (rejected.size() < MOST_SAID) {
        rejected.addObject().put("index", index).set("problems", ProblemJson.of(problems));
      }
    }
  }

  /**
   * Reads a document.
   *
   * @param id the id of an item
   * @throws InvalidInputException if it is none
   */
  Read<T> read(byte[] body, Function<T, String> id) {
    String text = Json.decode(body, "body");
    Read<T> read = new Read<>();
    try (JsonParser parser = Json.mapper().createParser(text)) {
      expect(parser.nextToken() == JsonToken.START_OBJECT);
      expect(name.equals(parser.nextName()));
      expect(parser.nextToken() == JsonToken.START_ARRAY);
      for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
        JsonNode item = ITEMS.readTree(parser);
        if (index == MOST_ITEMS) {
          throw new InvalidInputException(
              Problem.of(name, "more than " + MOST_ITEMS, "at most so many; send smaller batches"));
        }
        take(index, item, id, read);
      }
      expect(parser.nextToken() == JsonToken.END_OBJECT);
      expect(parser.nextToken() == null);
    } catch (JacksonException e) {
      throw new InvalidInputException(Json.problem(e, "body", 1), e);
    }
    return read;
  }

  private void take(int index, JsonNode item, Function<T, String> id, Read<T> read) {
    String at = name + "[" + index + "]";
    if (!(item instanceof ObjectNode object)) {
      read.reject(index, List.of(Problem.of(at, Json.write(item), "an object")));
      return;
    }
    int characters = weigh.applyAsInt(object);
    if (characters > mostCharacters) {
      read.reject(
          index,
          List.of(
              Problem.of(
                  at, characters + " characters", "at most " + mostCharacters + " characters")));
      return;
    }
    try {
      T value = reader.apply(object);
      read.items.add(value);
      read.ids.add(id.apply(value));
    } catch (InvalidInputException e) {
      read.reject(index, e.problems().stream().map(p -> under(at, p)).toList());
    }
  }

  private static Problem under(String at, Problem problem) {
    return new Problem(
        problem.location(),
        at + "." + problem.subject(),
        problem.value(),
        problem.expected(),
        problem.next());
  }

  private void expect(boolean right) {
    if (!right) {
      throw new InvalidInputException(
          Problem.of("body", "something else", "{\"" + name + "\": [ … ]} and nothing beside it"));
    }
  }

  // Nesting is bounded by the parser.
  private static int characters(JsonNode json) {
    if (json.isString()) {
      return json.stringValue().length();
    }
    int sum = 8;
    if (json instanceof ObjectNode object) {
      for (var field : object.properties()) {
        sum += field.getKey().length() + characters(field.getValue());
      }
    } else {
      for (JsonNode item : json) {
        sum += characters(item);
      }
    }
    return sum;
  }
}
