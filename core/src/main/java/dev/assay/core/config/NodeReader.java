package dev.assay.core.config;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML or JSON into {@link Node}s, token by token, so that everything keeps its place.
 *
 * <p>One document; no anchors, aliases or foreign tags; no key twice; at most {@value #DEEPEST}
 * levels.
 *
 * @since 0.1
 */
public final class NodeReader {

  static final int DEEPEST = 64;

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> TAGS =
      Set.of("tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq");

  private final JsonParser parser;
  private final String file;
  private final boolean placed;
  private final List<Problem> problems;
  private int depth;

  private NodeReader(JsonParser parser, String file, boolean placed, List<Problem> problems) {
    this.parser = parser;
    this.file = file;
    this.placed = placed;
    this.problems = problems;
  }

  /**
   * Reads what a file holds.
   *
   * @param file its name; JSON if it ends in {@code .json}
   * @return null if it holds nothing
   * @throws InvalidInputException if it is malformed; milder mistakes are added to {@code problems}
   */
  public static @Nullable Node read(String text, String file, List<Problem> problems) {
    boolean json = file.endsWith(".json");
    try (JsonParser parser = json ? Json.mapper().createParser(text) : YAML.createParser(text)) {
      return new NodeReader(parser, file, true, problems).document();
    } catch (JacksonException e) {
      throw new InvalidInputException(json ? Json.problem(e, file, 1) : problem(e, text, file), e);
    }
  }

  /**
   * Reads the value of an option, all of it placed at {@code option}.
   *
   * @throws InvalidInputException if it is malformed; milder mistakes are added to {@code problems}
   */
  public static Node readValue(String text, String option, List<Problem> problems) {
    try (JsonParser parser = YAML.createParser(text)) {
      Node node = new NodeReader(parser, option, false, problems).document();
      return node == null
          ? Node.Scalar.of(Location.ofFile(option), Json.object().nullNode())
          : node;
    } catch (JacksonException e) {
      throw new InvalidInputException(problem(e, text, option).at(Location.ofFile(option)), e);
    }
  }

  private @Nullable Node document() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return null;
    }
    Node root = value(first);
    if (parser.nextToken() != null) {
      problems.add(new Problem(here(), "document", "a second one", "one document in a file", null));
    }
    return root;
  }

  private Node value(JsonToken token) {
    checkTag();
    Location at = here();
    if (token.isStructStart() && ++depth > DEEPEST) {
      throw new InvalidInputException(
          new Problem(at, "nesting", null, "at most " + DEEPEST + " levels", null));
    }
    Node node =
        switch (token) {
          case START_OBJECT -> mapping(at);
          case START_ARRAY -> sequence(at);
          default -> scalar(token, at);
        };
    depth -= token.isStructStart() ? 1 : 0;
    return node;
  }

  private Node mapping(Location at) {
    LinkedHashMap<String, Node.Entry> entries = new LinkedHashMap<>();
    for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
      String key = parser.currentName();
      Location keyAt = here();
      Node value = value(next());
      Node.Entry before = entries.get(key);
      if (before != null) {
        problems.add(
            new Problem(
                keyAt, key, null, "each key once", "it stands at " + before.keyAt() + " too"));
      } else {
        entries.put(key, new Node.Entry(keyAt, value));
      }
    }
    return new Node.Mapping(at, entries);
  }

  private Node sequence(Location at) {
    List<Node> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(value(token));
    }
    return new Node.Sequence(at, items);
  }

  private Node scalar(JsonToken token, Location at) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      problems.add(
          new Problem(
              at, "alias", "*" + parser.getString(), "no anchors and aliases", "write it out"));
      return Node.Scalar.of(at, Json.object().nullNode());
    }
    ArrayNode holder = Json.array();
    switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> holder.add(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> holder.addNull();
      case VALUE_NUMBER_INT -> holder.add(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> {
        double value = parser.getDoubleValue();
        // What JSON cannot hold stays text, which no number is read from.
        if (Double.isFinite(value)) {
          holder.add(value);
        } else {
          holder.add(parser.getString());
        }
      }
      default -> holder.add(parser.getString());
    }
    return Node.Scalar.of(at, narrow(holder.get(0)));
  }

  private static JsonNode narrow(JsonNode value) {
    return value.isBigInteger() && value.canConvertToLong()
        ? value.canConvertToInt()
            ? Json.array().add(value.intValue()).get(0)
            : Json.array().add(value.longValue()).get(0)
        : value;
  }

  private void checkTag() {
    Object tag = parser.getTypeId();
    if (tag != null && !TAGS.contains(tag.toString())) {
      problems.add(new Problem(here(), "tag", "!" + tag, "no tags", null));
    }
  }

  private JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IllegalStateException("token: none (expected: the end of what is open)");
    }
    return token;
  }

  private Location here() {
    if (!placed) {
      return Location.ofFile(file);
    }
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Location(file, at.getLineNr(), at.getColumnNr());
  }

  private static Problem problem(JacksonException e, String text, String file) {
    String expected = "valid YAML";
    if (e.getCause() instanceof MarkedYamlEngineException marked) {
      Mark mark = marked.getProblemMark().or(marked::getContextMark).orElse(null);
      Location location =
          mark == null
              ? Location.ofFile(file)
              : new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
      String what = marked.getProblem() == null ? marked.getMessage() : marked.getProblem();
      return new Problem(location, "YAML", what, expected, null);
    }
    if (e.getCause() instanceof ReaderException reader) {
      String what = String.format(Locale.ROOT, "U+%04X", reader.getCodePoint());
      return new Problem(
          ConfigText.location(text, reader.getPosition(), file),
          "YAML",
          "character " + what,
          "characters that YAML allows",
          null);
    }
    TokenStreamLocation at = e.getLocation();
    Location location =
        at == null ? Location.ofFile(file) : new Location(file, at.getLineNr(), at.getColumnNr());
    return new Problem(location, "YAML", e.getOriginalMessage(), expected, null);
  }
}
