package dev.assay.core.evaluator.set;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets of evaluators, for suites that are built:
 *
 * <pre>{@code
 * suite.evaluator(EvaluatorSets.atLeast(2, "helpful", EvaluatorExpression.parse("…")));
 * }</pre>
 *
 * @since 0.1
 */
public final class EvaluatorSets {

  private EvaluatorSets() {}

  /** A set called {@code name} of which every member must pass. */
  public static EvaluatorSpec all(String name, List<EvaluatorSpec> members) {
    ObjectNode parameters = Json.object().put(SetEvaluators.REQUIRE, "all");
    return set(name, parameters, members);
  }

  /** A set called {@code name} of which {@code required} members must pass. */
  public static EvaluatorSpec atLeast(int required, String name, List<EvaluatorSpec> members) {
    return set(name, Json.object().put(SetEvaluators.REQUIRE, required), members);
  }

  /**
   * A set called {@code name} whose weighted mean must reach {@code threshold}; weights are the
   * members' {@link dev.assay.core.evaluator.Modifiers#weight}.
   */
  public static EvaluatorSpec weighted(double threshold, String name, List<EvaluatorSpec> members) {
    ObjectNode parameters = Json.object().put(EvaluatorDefinition.THRESHOLD, threshold);
    return set(name, parameters, members);
  }

  private static EvaluatorSpec set(
      String name, ObjectNode parameters, List<EvaluatorSpec> members) {
    ArrayNode list = parameters.putArray(SetEvaluators.EVALUATORS);
    members.forEach(member -> list.add(member.toJson()));
    return EvaluatorSpec.of(SetEvaluators.NAME, parameters).named(name);
  }
}
