package dev.assay.core.evaluator;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads evaluators that stand in a parameter of another one, in the forms a suite has: a name, an
 * expression, or a mapping of the name to its parameters with modifiers beside or among them.
 *
 * @since 0.1
 */
public final class EvaluatorItems {

  private static final List<String> OF_THE_WHOLE = List.of("partitions", "tags", "optional");
  private static final List<String> BESIDE =
      Stream.concat(Stream.of("name", "partitions", "tags"), Modifiers.NAMES.stream()).toList();

  private final String subject;
  private final List<Problem> problems = new ArrayList<>();
  private final List<EvaluatorSpec> specs = new ArrayList<>();

  private EvaluatorItems(String subject) {
    this.subject = subject;
  }

  /**
   * Reads a list of evaluators.
   *
   * @param subject the parameter, such as {@code set.evaluators}, for errors
   * @throws InvalidInputException with every mistake, each at {@code subject[i]}
   */
  public static List<EvaluatorSpec> read(String subject, JsonNode list) {
    EvaluatorItems items = new EvaluatorItems(subject);
    if (!list.isArray() || list.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(subject, Json.write(list), "a list of at least one evaluator"));
    }
    for (int i = 0; i < list.size(); i++) {
      items.item(subject + "[" + i + "]", list.get(i));
    }
    if (!items.problems.isEmpty()) {
      throw new InvalidInputException(items.problems);
    }
    return items.specs;
  }

  private void item(String at, JsonNode item) {
    try {
      if (item.isString()) {
        EvaluatorExpression.parse(item.stringValue()).forEach(spec -> add(at, spec));
      } else if (item instanceof ObjectNode object) {
        add(at, spec(at, object));
      } else {
        problems.add(
            Problem.of(at, Json.write(item), "an evaluator's name, alone or with its parameters"));
      }
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
    }
  }

  private EvaluatorSpec spec(String at, ObjectNode item) {
    List<String> kinds =
        item.propertyNames().stream().filter(key -> !BESIDE.contains(key)).toList();
    if (kinds.size() != 1) {
      throw new InvalidInputException(
          Problem.of(
              at,
              kinds.isEmpty() ? "no evaluator" : String.join(", ", kinds),
              "one evaluator in each item"));
    }
    String name = kinds.get(0);
    JsonNode given = item.get(name);
    if (!given.isNull() && !given.isObject()) {
      throw new InvalidInputException(
          Problem.of(at + "." + name, Json.write(given), "its parameters, by name"));
    }
    ObjectNode parameters = given instanceof ObjectNode object ? object.deepCopy() : Json.object();
    Map<String, JsonNode> beside = new LinkedHashMap<>();
    for (String key : BESIDE) {
      JsonNode among = parameters.get(key);
      // A mapping among them is a rule of that name.
      if (among != null && !among.isObject()) {
        beside.put(key, among);
        parameters.remove(key);
      }
      if (item.has(key)) {
        beside.put(key, item.get(key));
      }
    }
    for (String key : OF_THE_WHOLE) {
      if (beside.containsKey(key)) {
        throw new InvalidInputException(
            Problem.of(
                at + "." + key, Json.write(beside.get(key)), "none: it stands with the set"));
      }
    }
    return EvaluatorSpec.of(name, parameters)
        .named(alias(at, beside.get("name"), name))
        .modified(Modifiers.read(at + "." + name, beside));
  }

  private static String alias(String at, @Nullable JsonNode given, String name) {
    if (given == null || given.isNull()) {
      return name;
    }
    if (!given.isString() || given.stringValue().isBlank()) {
      throw new InvalidInputException(Problem.of(at + ".name", Json.write(given), "a text"));
    }
    return given.stringValue();
  }

  private void add(String at, EvaluatorSpec spec) {
    if (spec.modifiers().optional()) {
      problems.add(Problem.of(at + ".optional", true, "none: it stands with the set"));
    }
    if (specs.stream().anyMatch(before -> before.alias().equals(spec.alias()))) {
      problems.add(
          Problem.of(at, spec.alias(), "names that differ in " + subject)
              .next("give one of them an alias with name"));
    }
    specs.add(spec);
  }
}
