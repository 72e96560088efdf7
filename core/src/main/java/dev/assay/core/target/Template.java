package dev.assay.core.target;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Text with places for parts of an example: {@code {{input}}}, {@code {{input.question}}}, {@code
 * {{input.messages.0.text}}}, {@code {{metadata.customer}}}, {@code {{id}}}, {@code {{repeat}}} and
 * {@code {{seed}}}.
 *
 * <p>Each value is escaped for where it stands, so that no input can break out of its place. Four
 * opening braces, <code>{{{{</code>, are two literal ones; closing braces outside a place are
 * literal.
 *
 * @since 0.1
 */
public final class Template {

  /** What kind of text a template makes, which decides how values are escaped. */
  public enum Syntax {
    /** Any text: values stand as they are. */
    PLAIN,
    /**
     * JSON: inside a string a value is escaped as part of it; outside one it stands as JSON, with
     * quotes if it is a string.
     */
    JSON,
    /**
     * A URL or a form: values are percent-encoded, everything but letters, digits and {@code -_.~}.
     */
    URL
  }

  /** Thrown where an example lacks what a template takes from it. */
  public static final class MissingVariableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String variable;
    private final @Nullable String near;

    private MissingVariableException(String subject, String variable, @Nullable String near) {
      super("the example has no " + variable + ", which the template takes");
      this.subject = subject;
      this.variable = variable;
      this.near = near;
    }

    /** The same as a mistake in the template, for where no example has the variable. */
    public Problem problem() {
      return Problem.of(
              subject, OPEN + variable + CLOSE, "a part that an example has, and none has this")
          .next(near == null ? null : "did you mean " + near + "?");
    }
  }

  private static final List<String> ROOTS = List.of("input", "metadata", "id", "repeat", "seed");
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Variable(String name, List<String> path, boolean insideString) implements Part {}

  private final List<Part> parts;
  private final Syntax syntax;
  private final String subject;

  private Template(List<Part> parts, Syntax syntax, String subject) {
    this.parts = parts;
    this.syntax = syntax;
    this.subject = subject;
  }

  /**
   * Reads a template.
   *
   * @param subject what to call it in errors
   * @throws InvalidInputException if a place is not closed or names nothing an example has
   */
  public static Template parse(String text, Syntax syntax, String subject) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    JsonPosition position = new JsonPosition();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf(OPEN, at);
      if (open < 0) {
        break;
      }
      position.pass(text, at, open);
      literal.append(text, at, open);
      if (text.startsWith(OPEN, open + OPEN.length())) {
        literal.append(OPEN);
        position.pass(OPEN, 0, OPEN.length());
        at = open + 2 * OPEN.length();
        continue;
      }
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw new InvalidInputException(
            Problem.of(subject, text.substring(open), "}} after {{")
                .next("write {{{{ for two literal braces"));
      }
      String name = text.substring(open + OPEN.length(), close).strip();
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
      parts.add(variable(name, position.insideString(), subject));
      at = close + CLOSE.length();
    }
    literal.append(text, at, text.length());
    parts.add(new Literal(literal.toString()));
    return new Template(List.copyOf(parts), syntax, subject);
  }

  /** What it takes from examples, such as {@code input.question}. */
  public Set<String> variables() {
    Set<String> names = new TreeSet<>();
    for (Part part : parts) {
      if (part instanceof Variable variable) {
        names.add(variable.name());
      }
    }
    return names;
  }

  /** The text with a stand-in for every part of an example, to check what is made of it. */
  public String sample() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Variable variable) {
        text.append(syntax != Syntax.JSON || variable.insideString() ? "x" : "null");
      }
    }
    return text.toString();
  }

  /**
   * The text for one request.
   *
   * @throws MissingVariableException if the example lacks something, naming it
   */
  public String render(TargetRequest request) throws MissingVariableException {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Variable variable) {
        text.append(escape(value(variable, request), variable.insideString()));
      }
    }
    return text.toString();
  }

  /**
   * The value for one request: of a template that is one place and nothing else the example's JSON
   * as it is, else {@link #render} as a string.
   *
   * @throws MissingVariableException if the example lacks something, naming it
   */
  public JsonNode renderJson(TargetRequest request) throws MissingVariableException {
    if (parts.size() == 3
        && parts.get(1) instanceof Variable variable
        && ((Literal) parts.get(0)).text().isEmpty()
        && ((Literal) parts.get(2)).text().isEmpty()) {
      return value(variable, request);
    }
    return JsonNodeFactory.instance.stringNode(render(request));
  }

  private static Variable variable(String name, boolean insideString, String subject) {
    List<String> path = List.of(name.split("\\.", -1));
    String root = path.get(0);
    boolean whole = path.size() == 1 || root.equals("input") || root.equals("metadata");
    if (!ROOTS.contains(root) || !whole || path.stream().anyMatch(String::isEmpty)) {
      throw new InvalidInputException(
          Problem.of(subject, OPEN + name + CLOSE, "a part of an example, such as {{input}}")
              .next(Nearest.advice(root, ROOTS)));
    }
    return new Variable(name, path.subList(1, path.size()), insideString);
  }

  private JsonNode value(Variable variable, TargetRequest request) throws MissingVariableException {
    String root = variable.name().split("\\.", 2)[0];
    JsonNode value =
        switch (root) {
          case "id" -> JsonNodeFactory.instance.stringNode(request.exampleId());
          case "repeat" -> JsonNodeFactory.instance.numberNode(request.repeat());
          case "seed" -> JsonNodeFactory.instance.numberNode(request.seed());
          case "metadata" -> request.metadata();
          default -> request.input();
        };
    for (String step : variable.path()) {
      JsonNode inner = step(value, step);
      if (inner == null || inner.isNull()) {
        throw new MissingVariableException(
            subject, variable.name(), Nearest.to(step, value.propertyNames()).orElse(null));
      }
      value = inner;
    }
    return value;
  }

  private static @Nullable JsonNode step(JsonNode value, String step) {
    if (value.isArray()) {
      return step.matches("[0-9]{1,9}") ? value.get(Integer.parseInt(step)) : null;
    }
    return value.get(step);
  }

  private String escape(JsonNode value, boolean insideString) {
    String text = value.isNull() ? "null" : String.valueOf(InteractionJson.text(value));
    return switch (syntax) {
      case PLAIN -> text;
      case URL -> percent(text);
      case JSON -> insideString ? inner(text) : Json.write(value);
    };
  }

  // What stands between the quotes of the JSON string.
  private static String inner(String text) {
    String quoted = Json.write(JsonNodeFactory.instance.stringNode(text));
    return quoted.substring(1, quoted.length() - 1);
  }

  // Form encoding differs from a URL's in the space, the asterisk and the tilde.
  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Follows JSON text to know whether a place is inside a string. */
  private static final class JsonPosition {

    private boolean insideString;
    private boolean escaped;

    void pass(String text, int from, int to) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        if (escaped) {
          escaped = false;
        } else if (insideString && c == '\\') {
          escaped = true;
        } else if (c == '"') {
          insideString = !insideString;
        }
      }
    }

    boolean insideString() {
      return insideString;
    }
  }
}
