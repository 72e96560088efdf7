package dev.assay.core.evaluator;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parameter values, checked against their declarations, defaults filled in.
 *
 * @since 0.1
 */
public final class Parameters {

  private final String subject;
  private final Map<String, JsonNode> values;

  private Parameters(String subject, Map<String, JsonNode> values) {
    this.subject = subject;
    this.values = values;
  }

  /**
   * Checks {@code given} against {@code declared}.
   *
   * @param subject the evaluator, for errors
   * @throws InvalidInputException with every unknown, missing or wrong parameter
   */
  public static Parameters check(
      String subject, List<Parameter> declared, ObjectNode given, @Nullable Location location) {
    List<Problem> problems = new ArrayList<>();
    List<String> known = declared.stream().map(Parameter::name).toList();
    for (String name : given.propertyNames()) {
      if (!known.contains(name)) {
        String next = known.isEmpty() ? subject + " takes none" : Nearest.advice(name, known);
        problems.add(
            Problem.of(subject, name, "a parameter of " + subject).next(next).at(location));
      }
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Parameter parameter : declared) {
      JsonNode value = given.get(parameter.name());
      if (value == null || value.isNull()) {
        if (parameter.required()) {
          problems.add(
              Problem.of(subject + "." + parameter.name(), "missing", expectation(parameter))
                  .at(location));
        } else if (parameter.defaultValue() != null) {
          values.put(parameter.name(), parameter.defaultValue());
        }
      } else if (fits(parameter, value)) {
        values.put(parameter.name(), value);
      } else {
        String subjectName = subject + "." + parameter.name();
        problems.add(
            Problem.of(subjectName, Json.write(value), expectation(parameter)).at(location));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new Parameters(subject, values);
  }

  /**
   * Checks {@code given} against what {@code definition} declares; free-form ones are kept, and
   * another way to write the threshold becomes the threshold.
   */
  static Parameters check(
      EvaluatorDefinition definition, ObjectNode given, @Nullable Location location) {
    List<String> known = definition.parameters().stream().map(Parameter::name).toList();
    ObjectNode declared = Json.object();
    Map<String, JsonNode> free = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      if (!definition.freeForm() || known.contains(entry.getKey())) {
        declared.set(entry.getKey(), entry.getValue());
      } else {
        free.put(entry.getKey(), entry.getValue());
      }
    }
    EvaluatorDefinition.OtherThreshold other = definition.otherThreshold();
    if (other != null) {
      readThreshold(definition.name(), other, declared, location);
    }
    Parameters checked = check(definition.name(), definition.parameters(), declared, location);
    Map<String, JsonNode> values = new LinkedHashMap<>(checked.values);
    values.putAll(free);
    return new Parameters(definition.name(), values);
  }

  private static void readThreshold(
      String subject,
      EvaluatorDefinition.OtherThreshold other,
      ObjectNode given,
      @Nullable Location location) {
    String name = other.parameter().name();
    JsonNode value = given.get(name);
    if (value == null || value.isNull()) {
      return;
    }
    if (given.hasNonNull(EvaluatorDefinition.THRESHOLD)) {
      String both = name + " and " + EvaluatorDefinition.THRESHOLD;
      throw new InvalidInputException(Problem.of(subject, both, "one of them").at(location));
    }
    try {
      given.put(EvaluatorDefinition.THRESHOLD, other.reader().applyAsDouble(value));
      given.remove(name);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.problems().stream().map(p -> p.at(location)).toList());
    }
  }

  /** Whether the parameter was given or has a default. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text that was given, has a default or is required. */
  public String string(String name) {
    return value(name).asString();
  }

  /** A text, if there is one. */
  public Optional<String> optionalString(String name) {
    return Optional.ofNullable(values.get(name)).map(JsonNode::asString);
  }

  /** A whole number that was given, has a default or is required. */
  public int integer(String name) {
    return value(name).intValue();
  }

  /** A number that was given, has a default or is required. */
  public double number(String name) {
    return value(name).doubleValue();
  }

  /** A number, if there is one. */
  public OptionalDouble optionalNumber(String name) {
    JsonNode value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
  }

  /** True or false. */
  public boolean bool(String name) {
    return value(name).booleanValue();
  }

  /** A list of texts, empty if not given. */
  public List<String> strings(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(value.asString());
    }
    List<String> texts = new ArrayList<>(value.size());
    value.forEach(item -> texts.add(item.asString()));
    return texts;
  }

  /** Any JSON, if given. */
  public Optional<JsonNode> json(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Every value in declaration order, defaults included: what the version hash covers. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    values.forEach(json::set);
    return json;
  }

  private JsonNode value(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(subject + "." + name + " (expected: given or a default)");
    }
    return value;
  }

  private static boolean fits(Parameter parameter, JsonNode value) {
    return switch (parameter.type()) {
      case STRING ->
          value.isString()
              && (parameter.choices().isEmpty()
                  || parameter.choices().contains(value.stringValue()));
      case INTEGER ->
          value.isIntegralNumber() && value.canConvertToInt() && inRange(parameter, value);
      case NUMBER -> value.isNumber() && inRange(parameter, value);
      case BOOLEAN -> value.isBoolean();
      case STRINGS ->
          value.isString() || (value.isArray() && value.valueStream().allMatch(JsonNode::isString));
      case EVALUATORS -> value.isArray();
      case JSON -> true;
    };
  }

  private static boolean inRange(Parameter parameter, JsonNode value) {
    double number = value.doubleValue();
    return Double.isFinite(number) && parameter.low() <= number && number <= parameter.high();
  }

  private static String expectation(Parameter parameter) {
    String range = "";
    if (Double.isFinite(parameter.low()) && Double.isFinite(parameter.high())) {
      range = " from " + trim(parameter.low()) + " to " + trim(parameter.high());
    } else if (Double.isFinite(parameter.low())) {
      range = " of at least " + trim(parameter.low());
    } else if (Double.isFinite(parameter.high())) {
      range = " of at most " + trim(parameter.high());
    }
    return switch (parameter.type()) {
      case STRING ->
          parameter.choices().isEmpty()
              ? "a string"
              : "one of " + String.join(", ", parameter.choices());
      case INTEGER -> "a whole number" + range;
      case NUMBER -> "a number" + range;
      case BOOLEAN -> "true or false";
      case STRINGS -> "a string or a list of strings";
      case EVALUATORS -> "a list of evaluators, as in a suite";
      case JSON -> "JSON";
    };
  }

  private static String trim(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
