package dev.assay.core.evaluator;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the words and values of an {@link EvaluatorExpression} from left to right. */
final class ExpressionScanner {

  private static final int DEEPEST = 32;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");
  private static final String ENDS_BARE_TEXT = ",)]}";
  private static final String NEEDS_QUOTES = "([{\"'=";

  private final String subject;
  private final String text;
  private int position;
  private int depth;

  ExpressionScanner(String subject, String text) {
    this.subject = subject;
    this.text = text;
  }

  int position() {
    skipSpace();
    return position;
  }

  String since(int start) {
    return text.substring(start, position).strip();
  }

  boolean skip(char wanted) {
    skipSpace();
    if (position < text.length() && text.charAt(position) == wanted) {
      position++;
      return true;
    }
    return false;
  }

  void expectEnd(String expected) {
    skipSpace();
    if (position < text.length()) {
      throw wrong(expected, null);
    }
  }

  /** Letters, digits, hyphens, underscores, dots and plus signs. */
  String word(String expected) {
    skipSpace();
    int start = position;
    while (position < text.length() && isWordPart(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw wrong(expected, null);
    }
    return text.substring(start, position);
  }

  /**
   * Names and values up to {@code close}, the opening bracket being read already. A name that is no
   * word stands in double quotes.
   */
  ObjectNode members(char separator, char close) {
    ObjectNode members = Json.object();
    if (skip(close)) {
      return members;
    }
    do {
      String name = skip('"') ? doubleQuoted().stringValue() : word("a parameter's name");
      if (!skip(separator)) {
        throw wrong("'" + separator + "' and a value after " + name, null);
      }
      if (members.has(name)) {
        throw wrong("the parameter " + name + " once", null);
      }
      members.set(name, value());
    } while (skip(','));
    if (!skip(close)) {
      throw wrong("',' or '" + close + "'", "text with brackets or quotes in it goes in quotes");
    }
    return members;
  }

  private JsonNode value() {
    if (++depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " levels of brackets", null);
    }
    JsonNode value;
    if (skip('[')) {
      value = list();
    } else if (skip('{')) {
      value = members(':', '}');
    } else if (skip('"')) {
      value = doubleQuoted();
    } else if (skip('\'')) {
      value = singleQuoted();
    } else {
      value = bare();
    }
    depth--;
    return value;
  }

  private ArrayNode list() {
    ArrayNode list = Json.array();
    if (skip(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (skip(','));
    if (!skip(']')) {
      throw wrong("',' or ']'", null);
    }
    return list;
  }

  private JsonNode doubleQuoted() {
    int start = position - 1;
    while (position < text.length() && text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    if (position >= text.length()) {
      position = start;
      throw wrong("a closing \"", null);
    }
    position++;
    try {
      return Json.parse(text.substring(start, position), subject, 1);
    } catch (InvalidInputException e) {
      position = start;
      throw wrong("JSON's escapes in double quotes", "single quotes take backslashes as they are");
    }
  }

  private JsonNode singleQuoted() {
    int start = position - 1;
    StringBuilder content = new StringBuilder();
    while (true) {
      int quote = text.indexOf('\'', position);
      if (quote < 0) {
        position = start;
        throw wrong("a closing '", null);
      }
      content.append(text, position, quote);
      position = quote + 1;
      if (position >= text.length() || text.charAt(position) != '\'') {
        return string(content.toString());
      }
      content.append('\'');
      position++;
    }
  }

  private JsonNode bare() {
    skipSpace();
    int start = position;
    while (position < text.length() && ENDS_BARE_TEXT.indexOf(text.charAt(position)) < 0) {
      if (NEEDS_QUOTES.indexOf(text.charAt(position)) >= 0) {
        throw wrong("a plain value", "text with brackets or quotes in it goes in quotes");
      }
      position++;
    }
    String word = text.substring(start, position).strip();
    if (word.isEmpty()) {
      throw wrong("a value", null);
    }
    return scalar(word);
  }

  private static JsonNode scalar(String word) {
    return switch (word) {
      case "true" -> Json.array().add(true).get(0);
      case "false" -> Json.array().add(false).get(0);
      case "null" -> Json.array().addNull().get(0);
      default -> numberOrString(word);
    };
  }

  private static JsonNode numberOrString(String word) {
    if (WHOLE_NUMBER.matcher(word).matches()) {
      return Json.array().add(Long.parseLong(word)).get(0);
    }
    if (NUMBER.matcher(word).matches() && Double.isFinite(Double.parseDouble(word))) {
      return Json.array().add(Double.parseDouble(word)).get(0);
    }
    return string(word);
  }

  private static JsonNode string(String value) {
    return Json.array().add(value).get(0);
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '+';
  }

  private InvalidInputException wrong(String expected, @Nullable String next) {
    String found =
        position >= text.length()
            ? "the end of " + text
            : text.substring(position, text.offsetByCodePoints(position, 1))
                + " at character "
                + (position + 1)
                + " of "
                + text;
    return new InvalidInputException(Problem.of(subject, found, expected).next(next));
  }
}
