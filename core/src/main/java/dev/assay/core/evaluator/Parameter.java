package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A parameter that an evaluator takes.
 *
 * @param name as in suites, such as {@code threshold}
 * @param type what values it takes
 * @param defaultValue the value if none is given; null if there is none
 * @param required whether a value must be given
 * @param low the least number allowed
 * @param high the greatest number allowed
 * @param choices the strings allowed, or empty for any
 * @param description one sentence
 * @since 0.1
 */
public record Parameter(
    String name,
    Type type,
    @Nullable JsonNode defaultValue,
    boolean required,
    double low,
    double high,
    List<String> choices,
    String description) {

  /** What values a parameter takes. */
  public enum Type {
    /** Text. */
    STRING,
    /** A whole number. */
    INTEGER,
    /** Any finite number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** A list of texts; a single text counts as a list of one. */
    STRINGS,
    /** A list of evaluators, in the forms a suite has. */
    EVALUATORS,
    /** Any JSON; the evaluator checks it. */
    JSON
  }

  /** Checks the parts. */
  public Parameter {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    choices = List.copyOf(choices);
    requireNonNull(description, "description");
  }

  /** A text. */
  public static Parameter string(String name, String description) {
    return of(name, Type.STRING, description);
  }

  /** A list of evaluators, which {@link EvaluatorItems} reads. */
  public static Parameter evaluators(String name, String description) {
    return of(name, Type.EVALUATORS, description);
  }

  /** A whole number. */
  public static Parameter integer(String name, String description) {
    return of(name, Type.INTEGER, description);
  }

  /** A number. */
  public static Parameter number(String name, String description) {
    return of(name, Type.NUMBER, description);
  }

  /** True or false; false unless another default is given. */
  public static Parameter bool(String name, String description) {
    return of(name, Type.BOOLEAN, description).withDefault(Json.array().add(false).get(0));
  }

  /** A list of texts. */
  public static Parameter strings(String name, String description) {
    return of(name, Type.STRINGS, description);
  }

  /** Any JSON. */
  public static Parameter json(String name, String description) {
    return of(name, Type.JSON, description);
  }

  private static Parameter of(String name, Type type, String description) {
    return new Parameter(
        name,
        type,
        null,
        false,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        List.of(),
        description);
  }

  /** The same parameter, which must be given. */
  public Parameter asRequired() {
    return new Parameter(name, type, null, true, low, high, choices, description);
  }

  /** The same parameter with a default. */
  public Parameter withDefault(String value) {
    return withDefault(Json.array().add(value).get(0));
  }

  /** The same parameter with a default. */
  public Parameter withDefault(long value) {
    return withDefault(Json.array().add(value).get(0));
  }

  /** The same parameter with a default. */
  public Parameter withDefault(double value) {
    return withDefault(Json.array().add(value).get(0));
  }

  /** The same parameter with a default. */
  public Parameter withDefault(boolean value) {
    return withDefault(Json.array().add(value).get(0));
  }

  /** The same parameter with a default. */
  public Parameter withDefault(List<String> values) {
    ArrayNode array = Json.array();
    values.forEach(array::add);
    return withDefault(array);
  }

  private Parameter withDefault(JsonNode value) {
    return new Parameter(name, type, value, false, low, high, choices, description);
  }

  /** The same parameter, allowing numbers from {@code low} to {@code high}, both included. */
  public Parameter between(double low, double high) {
    return new Parameter(name, type, defaultValue, required, low, high, choices, description);
  }

  /** The same parameter, allowing only {@code choices}. */
  public Parameter oneOf(String... choices) {
    return new Parameter(
        name, type, defaultValue, required, low, high, List.of(choices), description);
  }
}
