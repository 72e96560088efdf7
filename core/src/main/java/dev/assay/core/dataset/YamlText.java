package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * YAML as datasets may use it: the JSON schema of YAML 1.2, no aliases (a few lines of them can
 * stand for gigabytes), bounded size and depth.
 */
final class YamlText {

  /** The longest file that is read, in characters. */
  static final int LONGEST = 64 << 20;

  private static final int DEEPEST = 512;

  // Lone surrogates, controls, and characters that YAML takes for white space or a line's end.
  private static final Pattern FRAGILE =
      Pattern.compile("[\\p{Cs}\\x7F-\\xA0\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]");

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .loadSettings(LoadSettings.builder().setCodePointLimit(LONGEST).build())
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  private final String text;
  private final String file;

  YamlText(String text, String file) {
    this.text = text;
    this.file = file;
  }

  JsonParser parser() {
    return MAPPER.createParser(text);
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** Writes {@code node} as an item of a list that is not indented. */
  static String listItem(JsonNode node) {
    String json = Json.write(node);
    // The writer loses some of these; JSON, which is YAML too, can escape them.
    return FRAGILE.matcher(json).find() ? "- " + ascii(json) + "\n" : write(Json.array().add(node));
  }

  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7F) {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return text.toString();
  }

  /** Reads the value at which the parser stands, and leaves the parser at its last token. */
  JsonNode value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      ObjectNode object = Json.object();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        object.set(name, value(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      ArrayNode array = Json.array();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(value(parser));
      }
      return array;
    }
    return scalar(parser, token);
  }

  private JsonNode scalar(JsonParser parser, JsonToken token) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new InvalidInputException(
          new Problem(at(parser), "alias", "*" + parser.getString(), "no YAML aliases", null)
              .next("write the value out"));
    }
    ArrayNode holder = Json.array();
    return switch (token) {
      case VALUE_NULL -> holder.addNull().get(0);
      case VALUE_TRUE -> holder.add(true).get(0);
      case VALUE_FALSE -> holder.add(false).get(0);
      case VALUE_NUMBER_INT -> parser.readValueAsTree();
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      default ->
          plainNull(parser) ? holder.addNull().get(0) : holder.add(parser.getString()).get(0);
    };
  }

  private JsonNode decimal(JsonParser parser) {
    try {
      return Json.array().add(parser.getDecimalValue()).get(0);
    } catch (JacksonException | NumberFormatException e) {
      throw new InvalidInputException(
          new Problem(at(parser), "number", parser.getString(), "a finite number", null), e);
    }
  }

  // The parser gives a plain ~ as text, though it is YAML's short null.
  private boolean plainNull(JsonParser parser) {
    if (!"~".equals(parser.getString())) {
      return false;
    }
    long offset = parser.currentTokenLocation().getCharOffset();
    return offset >= 0 && offset < text.length() && text.charAt((int) offset) == '~';
  }

  private Location at(JsonParser parser) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Location(file, at.getLineNr(), at.getColumnNr());
  }

  /** What is wrong with YAML that the parser refused, without the parser's drawing of it. */
  static Problem problem(JacksonException e, String file) {
    Problem problem = Json.problem(e, file, 1);
    String words =
        Arrays.stream(String.valueOf(e.getOriginalMessage()).split("\n"))
            .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
            .collect(Collectors.joining("; "));
    return new Problem(problem.location(), "YAML", words, "valid YAML", null);
  }
}
