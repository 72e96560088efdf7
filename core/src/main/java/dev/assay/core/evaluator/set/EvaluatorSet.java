package dev.assay.core.evaluator.set;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Several evaluators as one.
 *
 * <p>What could not be scored is neither passed nor failed (Kleene's three-valued logic): the set
 * is decided only where it would be the same with either.
 */
final class EvaluatorSet implements Evaluator {

  private final List<Member> members;
  private final OptionalInt required;
  private final OptionalDouble threshold;

  /**
   * A set.
   *
   * @param required how many must pass; empty if the threshold decides
   * @param threshold what the weighted mean must reach; empty if the count decides
   */
  EvaluatorSet(List<Member> members, OptionalInt required, OptionalDouble threshold) {
    this.members = List.copyOf(members);
    this.required = required;
    this.threshold = threshold;
  }

  @Override
  public Score evaluate(Subject subject) {
    SetTally tally = new SetTally(threshold.isEmpty());
    members.forEach(member -> tally.add(member, member.evaluator().evaluate(subject)));
    return threshold.isPresent()
        ? tally.byMean(threshold.getAsDouble())
        : tally.byCount(required.orElse(members.size()));
  }

  @Override
  public String fingerprint() {
    return members.stream()
        .map(member -> member.evaluator().version() + "*" + member.weight())
        .collect(Collectors.joining(" "));
  }

  @Override
  public List<BoundEvaluator> members() {
    return members.stream().map(Member::evaluator).toList();
  }
}
