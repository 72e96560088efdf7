package dev.assay.core.evaluation;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
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
      evaluator.pairedWith().ifPresent(name -> pairing.check(evaluator, name, problems));
      pairing.checkMembers(evaluator, problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems.stream().map(suite::placed).toList());
    }
  }

  // Within a set a member without a model is beside it as well.
  private void checkMembers(BoundEvaluator set, List<Problem> problems) {
    for (BoundEvaluator member : set.members()) {
      String name = member.pairedWith().orElse(null);
      boolean besideIt =
          set.members().stream().anyMatch(other -> other.name().equals(name) && !other.judged());
      if (name != null && !besideIt) {
        check(member, name, problems);
      }
    }
  }

  private void check(BoundEvaluator evaluator, String name, List<Problem> problems) {
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
      add(evaluator, "missing", rule("an evaluator without a model beside it"), next, problems);
    } else if (other == null) {
      add(evaluator, name, rule("an evaluator of this suite"), next, problems);
    } else if (other.judged()) {
      add(evaluator, name, rule("an evaluator without a model"), next, problems);
    } else if (!covers(other, evaluator)) {
      add(
          evaluator,
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
            evaluator,
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
      BoundEvaluator evaluator,
      String value,
      String expected,
      String next,
      List<Problem> problems) {
    String subject = evaluator.definition().name() + ".paired_with";
    problems.add(Problem.of(subject, value, expected).next(next).at(evaluator.spec().location()));
  }
}
