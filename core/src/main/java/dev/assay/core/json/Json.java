package dev.assay.core.json;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON the one way Assay does.
 *
 * <p>Reading forbids duplicate keys, trailing content and more than 512 levels of nesting, and
 * takes strings up to 100 million characters. Writing gives valid UTF-8 for any Java string: a lone
 * surrogate, which UTF-8 cannot hold, is written as its {@code \}{@code uXXXX} escape and so
 * survives the round trip.
 *
 * @since 0.1
 */
public final class Json {

  private static final int LONGEST_STRING = 100_000_000;
  private static final int DEEPEST = 512;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(LONGEST_STRING)
                          .maxNestingDepth(DEEPEST)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** The mapper behind this class, for streaming over the same settings. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A new, empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A new, empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Reads one JSON document.
   *
   * @param text the document
   * @param file what to call it in errors
   * @param firstLine the line of {@code file} at which {@code text} starts, from 1
   * @throws InvalidInputException if it is not one valid JSON document, with line and column
   */
  public static JsonNode parse(String text, String file, int firstLine) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new InvalidInputException(
            new Problem(
                Location.ofLine(file, firstLine), "JSON", "nothing", "one JSON document", null));
      }
      return node;
    } catch (JacksonException e) {
      throw new InvalidInputException(problem(e, file, firstLine), e);
    }
  }

  /**
   * Decodes UTF-8.
   *
   * @param utf8 the text's bytes
   * @param file what to call it in errors
   * @throws InvalidInputException if the bytes are not UTF-8; nothing is ever replaced
   */
  public static String decode(byte[] utf8, String file) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    // Decoding puts U+FFFD for what it cannot read; the text may also hold one of its own.
    if (text.indexOf('\uFFFD') >= 0
        && !Arrays.equals(utf8, text.getBytes(StandardCharsets.UTF_8))) {
      throw new InvalidInputException(
          Problem.of("text", "bytes that are not UTF-8", "UTF-8").at(Location.ofFile(file)));
    }
    return text;
  }

  /** A number as a double; infinite where it is too large for one, which Jackson throws at. */
  public static double number(JsonNode number) {
    return number.isBigDecimal() || number.isBigInteger()
        ? number.decimalValue().doubleValue()
        : number.doubleValue();
  }

  /** What is wrong with a document that Jackson refused, at its line and column. */
  public static Problem problem(JacksonException e, String file, int firstLine) {
    TokenStreamLocation at = e.getLocation();
    Location location =
        at == null || at.getLineNr() < 1
            ? Location.ofLine(file, firstLine)
            : new Location(file, firstLine + at.getLineNr() - 1, at.getColumnNr());
    return new Problem(location, "JSON", message(e), "valid JSON", null);
  }

  // Jackson says where a structure began by a source that it then refuses to name.
  private static String message(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int where = message.indexOf(" (start marker at ");
    return where < 0 ? message : message.substring(0, where);
  }

  /** Writes {@code node} on one line. The text may hold lone surrogates; see {@link #utf8}. */
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /**
   * Writes {@code node} on one line as valid UTF-8, whatever its strings hold. In names of fields,
   * where a reader takes no lone surrogate even as an escape, each becomes U+FFFD.
   */
  public static byte[] writeUtf8(JsonNode node) {
    String text = write(node);
    return nextLoneSurrogate(text, 0) < 0
        ? text.getBytes(StandardCharsets.UTF_8)
        : utf8(write(withSoundNames(node)));
  }

  /**
   * Encodes JSON text as UTF-8, with each lone surrogate as its {@code \}{@code uXXXX} escape. In
   * valid JSON text a lone surrogate can only stand inside a string, where the escape means the
   * same.
   */
  public static byte[] utf8(String jsonText) {
    int lone = nextLoneSurrogate(jsonText, 0);
    if (lone < 0) {
      return jsonText.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(jsonText.length() + 64);
    int from = 0;
    while (lone >= 0) {
      bytes.writeBytes(jsonText.substring(from, lone).getBytes(StandardCharsets.UTF_8));
      String escape = "\\u" + Integer.toHexString(jsonText.charAt(lone));
      bytes.writeBytes(escape.getBytes(StandardCharsets.US_ASCII));
      from = lone + 1;
      lone = nextLoneSurrogate(jsonText, from);
    }
    bytes.writeBytes(jsonText.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static JsonNode withSoundNames(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = object();
      node.properties().forEach(e -> object.set(sound(e.getKey()), withSoundNames(e.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = array();
      node.forEach(item -> array.add(withSoundNames(item)));
      return array;
    }
    return node;
  }

  private static String sound(String name) {
    StringBuilder text = new StringBuilder(name);
    for (int at = nextLoneSurrogate(name, 0); at >= 0; at = nextLoneSurrogate(name, at + 1)) {
      text.setCharAt(at, '\uFFFD');
    }
    return text.toString();
  }

  private static int nextLoneSurrogate(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        i++;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
      } else {
        return i;
      }
    }
    return -1;
  }
}
