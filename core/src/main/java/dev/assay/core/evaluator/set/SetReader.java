package dev.assay.core.evaluator.set;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorItems;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Makes a set from its parameters. */
final class SetReader {

  private static final int DEEPEST = 4;
  private static final int MOST_MEMBERS = 200;
  private static final String SUBJECT = SetEvaluators.NAME + "." + SetEvaluators.EVALUATORS;

  private final EvaluatorContext context;
  private int members;

  SetReader(EvaluatorContext context) {
    this.context = context;
  }

  EvaluatorSet read(Parameters parameters) {
    JsonNode list = parameters.json(SetEvaluators.EVALUATORS).orElseThrow();
    List<EvaluatorSpec> specs = EvaluatorItems.read(SUBJECT, list);
    checkSize(specs, 1);
    OptionalDouble threshold = parameters.optionalNumber(EvaluatorDefinition.THRESHOLD);
    OptionalInt required = required(parameters, specs.size(), threshold.isPresent());
    List<Member> bound = bind(specs);
    check(bound, threshold.isPresent());
    return new EvaluatorSet(bound, required, threshold);
  }

  private List<Member> bind(List<EvaluatorSpec> specs) {
    EvaluatorRegistry registry = context.registry();
    if (registry == null) {
      throw new IllegalStateException("registry: none (expected: one that binds the set)");
    }
    List<Member> bound = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<Problem> missing = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      String at = SUBJECT + "[" + i + "].";
      try {
        BoundEvaluator evaluator = registry.bindMember(specs.get(i), context);
        bound.add(new Member(evaluator, specs.get(i).modifiers().weight().orElse(1)));
      } catch (NotConfiguredException e) {
        e.problems().forEach(p -> missing.add(within(at, p)));
      } catch (InvalidInputException e) {
        e.problems().forEach(p -> problems.add(within(at, p)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    if (!missing.isEmpty()) {
      throw new NotConfiguredException(missing);
    }
    return bound;
  }

  private static Problem within(String at, Problem problem) {
    return new Problem(
        problem.location(),
        at + problem.subject(),
        problem.value(),
        problem.expected(),
        problem.next());
  }

  private static OptionalInt required(Parameters parameters, int members, boolean byThreshold) {
    JsonNode require = parameters.json(SetEvaluators.REQUIRE).orElse(null);
    if (require == null) {
      return byThreshold ? OptionalInt.empty() : OptionalInt.of(members);
    }
    if (byThreshold) {
      throw new InvalidInputException(
          Problem.of("set", "require and threshold", "one of them")
              .next("put a set with require among the members of one with threshold"));
    }
    if (require.asString("").equals("all")) {
      return OptionalInt.of(members);
    }
    if (require.isIntegralNumber() && require.canConvertToInt()) {
      int k = require.intValue();
      if (k >= 1 && k <= members) {
        return OptionalInt.of(k);
      }
    }
    throw new InvalidInputException(
        Problem.of(
            "set." + SetEvaluators.REQUIRE,
            Json.write(require),
            "all, or a whole number from 1 to the number of members, which is " + members));
  }

  // Who counts what passed must know of each whether it does.
  private static void check(List<Member> members, boolean byThreshold) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      BoundEvaluator evaluator = members.get(i).evaluator();
      boolean decides = evaluator.definition().decidesItself() || evaluator.threshold().isPresent();
      if (!decides && (!byThreshold || !members.get(i).bounded())) {
        String name = evaluator.definition().name();
        problems.add(
            Problem.of(
                SUBJECT + "[" + i + "]." + name,
                "no threshold",
                byThreshold
                    ? "one, for its values have no bounds to weigh them by"
                    : "one, for the set asks whether it passed"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  private void checkSize(List<EvaluatorSpec> specs, int depth) {
    members += specs.size();
    if (depth > DEEPEST || members > MOST_MEMBERS) {
      throw new InvalidInputException(
          Problem.of(
              SUBJECT,
              depth > DEEPEST ? "sets in sets " + depth + " deep" : members + " members or more",
              "at most " + DEEPEST + " levels and " + MOST_MEMBERS + " evaluators"));
    }
    for (EvaluatorSpec spec : specs) {
      JsonNode inner = spec.parameters().get(SetEvaluators.EVALUATORS);
      if (spec.evaluator().equals(SetEvaluators.NAME) && inner != null) {
        checkSize(EvaluatorItems.read(SUBJECT, inner), depth + 1);
      }
    }
  }
}
