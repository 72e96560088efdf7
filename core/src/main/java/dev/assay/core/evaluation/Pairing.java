package dev.assay.core.evaluation;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.Suite;
import dev.assay.core.verdict.PassPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Sees to it that what is critical to safety does not rest on a language model alone. */
final class Pairing {

  private final Map<String, BoundEvaluator> byName = new LinkedHashMap<>();
  private final PassPolicy policy;
  private final Collection<Partition> partitions;

  private Pairing(
      List<BoundEvaluator> evaluators, PassPolicy policy, Collection<Partition> partitions) {
    evaluators.forEach(evaluator -> byName.put(evaluator.name(), evaluator));
    this.policy = policy;
    this.partitions = partitions;
  }

  /**
   * Checks that every evaluator that must not decide alone names one without a model that runs on
   * the same examples and decides there.
   *
   * @param partitions those that are run
   * @throws InvalidInputException naming each that has none, at its place in the suite
   */
  static void check(
      Suite suite,
      List<BoundEvaluator> evaluators,
      PassPolicy policy,
      Collection<Partition> partitions) {
    Pairing pairing = new Pairing(evaluators, policy, partitions);
    List<Problem> problems = new ArrayList<>();
    for (BoundEvaluator evaluator : evaluators) {
      Asked asked = new Asked(evaluator, evaluator, evaluator.definition().name());
      evaluator.pairedWith().ifPresent(name -> pairing.check(asked, name, problems));
      pairing.checkMembers(asked, List.of(), problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems.stream().map(suite::placed).toList());
    }
  }

  /**
   * An evaluator that may need another beside it.
   *
   * @param evaluator itself
   * @param owner the suite's evaluator that it is, or is a member of
   * @param path where it stands in the suite, from the owner's name on
   */
  private record Asked(BoundEvaluator evaluator, BoundEvaluator owner, String path) {}

  // Within a set that passes only if all its members do, a member without a model is beside the
  // others, and beside all that stands deeper.
  private void checkMembers(Asked set, List<BoundEvaluator> above, List<Problem> problems) {
    List<BoundEvaluator> members = set.evaluator().members();
    List<BoundEvaluator> beside = new ArrayList<>(above);
    if (requiresAll(set.evaluator())) {
      beside.addAll(members);
    }
    for (int i = 0; i < members.size(); i++) {
      BoundEvaluator member = members.get(i);
      String path = set.path() + ".evaluators[" + i + "]." + member.definition().name();
      Asked asked = new Asked(member, set.owner(), path);
      String name = member.pairedWith().orElse(null);
      boolean besideIt =
          beside.stream().anyMatch(other -> other.name().equals(name) && !other.judged());
      if (name != null && !besideIt) {
        check(asked, name, problems);
      }
      checkMembers(asked, beside, problems);
    }
  }

  // Of k of n, or by a mean, the judge may make up for the rule.
  private static boolean requiresAll(BoundEvaluator set) {
    JsonNode parameters = set.spec().parameters();
    JsonNode require = parameters.path("require");
    return !set.modifiers().negate()
        && !parameters.hasNonNull(EvaluatorDefinition.THRESHOLD)
        && (require.isMissingNode()
            || require.isNull()
            || require.asString("").equals("all")
            || require.asInt(0) == set.members().size());
  }

  private void check(Asked asked, String name, List<Problem> problems) {
    BoundEvaluator evaluator = asked.owner();
    List<String> rules =
        byName.values().stream()
            .filter(other -> !other.judged())
            .map(BoundEvaluator::name)
            .toList();
    String next =
        rules.isEmpty()
            ? "add one, such as constraints or pii, and name it"
            : Nearest.advice(name, rules);
    BoundEvaluator other = byName.get(name);
    if (name.isEmpty()) {
      add(asked, "missing", rule("an evaluator without a model beside it"), next, problems);
    } else if (other == null) {
      add(asked, name, rule("an evaluator of this suite"), next, problems);
    } else if (other.judged()) {
      add(asked, name, rule("an evaluator without a model"), next, problems);
    } else if (!covers(other, evaluator)) {
      add(
          asked,
          name,
          "one that runs on every example this one runs on",
          "give both the same partitions and tags",
          problems);
    } else {
      String silent =
          partitions.stream()
              .filter(p -> runsOn(evaluator, p) && !policy.decides(name, p))
              .map(Partition::key)
              .collect(Collectors.joining(", "));
      if (!silent.isEmpty()) {
        add(
            asked,
            name,
            "one that decides in " + silent + " examples",
            "give " + name + " a threshold",
            problems);
      }
    }
  }

  private static String rule(String what) {
    return what + ", for a safety-critical judge does not decide alone";
  }

  private static boolean covers(BoundEvaluator other, BoundEvaluator evaluator) {
    boolean partitions =
        other.spec().partitions().isEmpty()
            || (!evaluator.spec().partitions().isEmpty()
                && other.spec().partitions().containsAll(evaluator.spec().partitions()));
    boolean tags =
        other.spec().tags().isEmpty()
            || (!evaluator.spec().tags().isEmpty()
                && other.spec().tags().containsAll(evaluator.spec().tags()));
    return partitions && tags;
  }

  private static boolean runsOn(BoundEvaluator evaluator, Partition partition) {
    return evaluator.spec().partitions().isEmpty()
        || evaluator.spec().partitions().contains(partition);
  }

  private static void add(
      Asked asked, String value, String expected, String next, List<Problem> problems) {
    problems.add(
        Problem.of(asked.path() + ".paired_with", value, expected)
            .next(next)
            .at(asked.owner().spec().location()));
  }
}
