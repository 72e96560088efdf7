package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a suite may say of any evaluator beside its parameters.
 *
 * @param negate whether it passes where it would fail, and fails where it would pass. A rule's
 *     value is turned round in its range; a graded value stays, and passes at the threshold or on
 *     the other side of it. What could not be scored stays unscored.
 * @param on the steps it looks at in place of the whole interaction; null for the whole
 * @param optional whether a run goes on without it where what it needs is not configured
 * @param weight how much it counts in a set; empty outside of one, and for 1
 * @since 0.1
 */
public record Modifiers(
    boolean negate, @Nullable StepSelector on, boolean optional, OptionalDouble weight) {

  /** Nothing is said. */
  public static final Modifiers NONE = new Modifiers(false, null, false, OptionalDouble.empty());

  /** The names they have in suites. */
  public static final List<String> NAMES = List.of("negate", "on", "optional", "weight");

  private static final double HEAVIEST = 1e6;

  /** Checks the parts. */
  public Modifiers {
    requireNonNull(weight, "weight");
  }

  /**
   * Reads modifiers; null counts as not given.
   *
   * @param subject the evaluator, for errors
   * @param given values by name; names other than {@link #NAMES} are left alone
   * @throws InvalidInputException with every one that is wrong
   */
  public static Modifiers read(String subject, Map<String, JsonNode> given) {
    List<Problem> problems = new ArrayList<>();
    boolean negate = flag(subject, "negate", given, problems);
    boolean optional = flag(subject, "optional", given, problems);
    OptionalDouble weight = weight(subject, given.get("weight"), problems);
    StepSelector on = null;
    JsonNode step = given.get("on");
    if (step != null && !step.isNull()) {
      try {
        on = StepSelector.parse(subject + ".on", step.isString() ? step.stringValue() : "");
      } catch (InvalidInputException e) {
        problems.add(Problem.of(subject + ".on", Json.write(step), StepSelector.FORM));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new Modifiers(negate, on, optional, weight);
  }

  /**
   * Takes modifiers out of {@code parameters}. An object is left where it is: a rule of that name.
   *
   * @param subject the evaluator, for errors
   * @throws InvalidInputException as {@link #read} does
   */
  static Modifiers take(String subject, ObjectNode parameters) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    for (String name : NAMES) {
      JsonNode value = parameters.get(name);
      if (value != null && !value.isObject()) {
        given.put(name, value);
        parameters.remove(name);
      }
    }
    return given.isEmpty() ? NONE : read(subject, given);
  }

  /** The same, negated or not. */
  public Modifiers withNegate(boolean negate) {
    return new Modifiers(negate, on, optional, weight);
  }

  /** The same, on these steps. */
  public Modifiers withOn(@Nullable StepSelector on) {
    return new Modifiers(negate, on, optional, weight);
  }

  /** The same, optional or not. */
  public Modifiers withOptional(boolean optional) {
    return new Modifiers(negate, on, optional, weight);
  }

  /** The same, with a weight in a set. */
  public Modifiers withWeight(double weight) {
    return new Modifiers(negate, on, optional, OptionalDouble.of(weight));
  }

  /** Writes what is said into {@code json}, as suites spell it. */
  void writeTo(ObjectNode json) {
    if (negate) {
      json.put("negate", true);
    }
    if (on != null) {
      json.put("on", on.text());
    }
    if (optional) {
      json.put("optional", true);
    }
    weight.ifPresent(w -> json.put("weight", w));
  }

  /** What is wrong where an evaluator that is in no set has a weight. */
  public static Problem weightOutsideOfASet(EvaluatorSpec spec) {
    return Problem.of(spec.evaluator() + ".weight", "given", "none outside of a set")
        .next("put the evaluators that are to be weighed into a set with a threshold")
        .at(spec.location());
  }

  private static boolean flag(
      String subject, String name, Map<String, JsonNode> given, List<Problem> problems) {
    JsonNode value = given.get(name);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      problems.add(Problem.of(subject + "." + name, Json.write(value), "true or false"));
    }
    return value.isBoolean() && value.booleanValue();
  }

  private static OptionalDouble weight(
      String subject, @Nullable JsonNode value, List<Problem> problems) {
    if (value == null || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber() || !(value.doubleValue() > 0) || value.doubleValue() > HEAVIEST) {
      problems.add(
          Problem.of(subject + ".weight", Json.write(value), "a number above 0, up to 1000000"));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value.doubleValue());
  }
}
