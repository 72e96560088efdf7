package dev.assay.core.verdict;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.ValueRange;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the pass policy needs to know of an evaluator; known before any evaluator is made, and kept
 * with a run so that it can be decided again.
 *
 * @param name the suite's name for it
 * @param evaluator the registry's name for it
 * @param partitions the partitions it runs on; empty means all
 * @param tags it runs on examples with at least one of these; empty means all
 * @param higherIsBetter its direction
 * @param low its least value
 * @param high its greatest value
 * @param decidesItself whether it is a rule
 * @param failureMode what failing it means, unless the score's label says better
 * @param threshold the threshold the suite gave it, if it did
 * @param negated whether the suite turned it round
 * @param perStep whether it looks at steps, of which each must pass
 * @since 0.1
 */
public record PolicyEvaluator(
    String name,
    String evaluator,
    Set<Partition> partitions,
    Set<String> tags,
    boolean higherIsBetter,
    double low,
    double high,
    boolean decidesItself,
    FailureMode failureMode,
    OptionalDouble threshold,
    boolean negated,
    boolean perStep) {

  /** Checks and copies the parts. */
  public PolicyEvaluator {
    requireNonNull(name, "name");
    requireNonNull(evaluator, "evaluator");
    partitions = Set.copyOf(partitions);
    tags = Set.copyOf(tags);
    requireNonNull(failureMode, "failureMode");
    requireNonNull(threshold, "threshold");
  }

  /** An evaluator of whole interactions that is not negated. */
  public PolicyEvaluator(
      String name,
      String evaluator,
      Set<Partition> partitions,
      Set<String> tags,
      boolean higherIsBetter,
      double low,
      double high,
      boolean decidesItself,
      FailureMode failureMode,
      OptionalDouble threshold) {
    this(
        name,
        evaluator,
        partitions,
        tags,
        higherIsBetter,
        low,
        high,
        decidesItself,
        failureMode,
        threshold,
        false,
        false);
  }

  /** What is to be known of a bound evaluator. */
  public static PolicyEvaluator of(BoundEvaluator evaluator) {
    return of(evaluator.spec(), evaluator.definition(), evaluator.range());
  }

  /** What is to be known of an evaluator before it is bound. */
  public static PolicyEvaluator of(EvaluatorSpec spec, EvaluatorDefinition definition) {
    return of(spec, definition, new ValueRange(definition.low(), definition.high()));
  }

  private static PolicyEvaluator of(
      EvaluatorSpec spec, EvaluatorDefinition definition, ValueRange range) {
    return new PolicyEvaluator(
        spec.alias(),
        definition.name(),
        spec.partitions(),
        spec.tags(),
        definition.higherIsBetter(spec.modifiers()),
        range.low(),
        range.high(),
        definition.decidesItself(),
        definition.failureMode(),
        definition.threshold(spec.parameters()),
        spec.modifiers().negate(),
        spec.modifiers().on() != null);
  }

  /**
   * The same evaluator with the threshold that {@code specs} give the one of its name.
   *
   * @throws InvalidInputException if they turn it round and the run did not, or the reverse: its
   *     scores are those of another question
   */
  PolicyEvaluator thresholdAsIn(List<EvaluatorSpec> specs, EvaluatorRegistry registry) {
    Optional<EvaluatorSpec> now =
        specs.stream()
            .filter(spec -> spec.alias().equals(name) && spec.evaluator().equals(evaluator))
            .findFirst();
    now.filter(spec -> spec.modifiers().negate() != negated).ifPresent(this::refuseTurned);
    OptionalDouble given =
        now.flatMap(spec -> registry.find(evaluator).map(d -> d.threshold(spec.parameters())))
            .orElse(threshold);
    return new PolicyEvaluator(
        name,
        evaluator,
        partitions,
        tags,
        higherIsBetter,
        low,
        high,
        decidesItself,
        failureMode,
        given,
        negated,
        perStep);
  }

  private void refuseTurned(EvaluatorSpec spec) {
    throw new InvalidInputException(
        Problem.of(name + ".negate", !negated, "as in the run: " + negated)
            .next("run the suite again, for the scores of the run are those of before")
            .at(spec.location()));
  }

  /** Whether it runs on {@code example}. */
  public boolean appliesTo(Example example) {
    return (partitions.isEmpty() || partitions.contains(example.partition()))
        && (tags.isEmpty() || example.tags().stream().anyMatch(tags::contains));
  }

  /**
   * The value that decides whether {@code score} passes: its own, or where it stands for several
   * steps that of the worst, for each of them must pass.
   */
  double decisive(Score.Scored score) {
    double worst = score.value();
    if (perStep) {
      for (JsonNode step : score.evidence().path("steps")) {
        JsonNode value = step.path("value");
        if (value.isNumber() && !passes(value.doubleValue(), worst)) {
          worst = value.doubleValue();
        }
      }
    }
    return worst;
  }

  boolean passes(double value, double required) {
    return higherIsBetter ? value >= required : value <= required;
  }
}
