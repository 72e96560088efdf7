package dev.assay.core.evaluator;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The evaluators there are, by name: one registry for suites, JUnit, the command line and
 * production.
 *
 * @since 0.1
 */
public final class EvaluatorRegistry {

  private final Map<String, EvaluatorDefinition> definitions;

  private EvaluatorRegistry(Collection<EvaluatorDefinition> definitions) {
    Map<String, EvaluatorDefinition> byName = new LinkedHashMap<>();
    for (EvaluatorDefinition definition : definitions) {
      if (byName.put(definition.name(), definition) != null) {
        throw new IllegalArgumentException(
            "evaluator: " + definition.name() + " (expected: one definition of each name)");
      }
    }
    this.definitions = byName;
  }

  /** The evaluators of the providers on the class path. */
  public static EvaluatorRegistry installed() {
    List<EvaluatorDefinition> definitions = new ArrayList<>();
    ServiceLoader.load(EvaluatorProvider.class, EvaluatorRegistry.class.getClassLoader())
        .forEach(provider -> definitions.addAll(provider.evaluators()));
    return new EvaluatorRegistry(definitions);
  }

  /** The evaluators given. */
  public static EvaluatorRegistry of(Collection<EvaluatorDefinition> definitions) {
    return new EvaluatorRegistry(definitions);
  }

  /** Every definition, in the order its provider lists it. */
  public List<EvaluatorDefinition> definitions() {
    return List.copyOf(definitions.values());
  }

  /** The definition called {@code name}. */
  public Optional<EvaluatorDefinition> find(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  /**
   * The definition that {@code spec} names.
   *
   * @throws InvalidInputException if there is none, offering the nearest
   */
  public EvaluatorDefinition get(EvaluatorSpec spec) {
    EvaluatorDefinition definition = definitions.get(spec.evaluator());
    if (definition == null) {
      throw new InvalidInputException(
          Problem.of("evaluator", spec.evaluator(), "an evaluator that exists")
              .next(Nearest.advice(spec.evaluator(), definitions.keySet()))
              .at(spec.location()));
    }
    return definition;
  }

  /**
   * Makes the evaluator that {@code spec} names.
   *
   * @throws NotConfiguredException if it needs a model and none is configured
   * @throws InvalidInputException if the name or a parameter is unknown or wrong, offering the
   *     nearest
   */
  public BoundEvaluator bind(EvaluatorSpec spec, EvaluatorContext context) {
    if (spec.modifiers().weight().isPresent()) {
      throw new InvalidInputException(Modifiers.weightOutsideOfASet(spec));
    }
    return bindMember(spec, context);
  }

  /**
   * Makes the evaluator that {@code spec} names for a set, in which it may have a weight.
   *
   * @throws InvalidInputException as {@link #bind} does
   */
  public BoundEvaluator bindMember(EvaluatorSpec spec, EvaluatorContext context) {
    EvaluatorDefinition definition = get(spec);
    Parameters parameters = Parameters.check(definition, spec.parameters(), spec.location());
    try {
      Evaluator evaluator = definition.factory().create(parameters, context.within(this));
      BoundEvaluator bound = new BoundEvaluator(spec, definition, parameters, evaluator);
      checkThreshold(bound);
      return bound;
    } catch (InvalidInputException e) {
      List<Problem> problems =
          e.problems().stream().map(p -> p.location() == null ? p.at(spec.location()) : p).toList();
      throw e instanceof NotConfiguredException
          ? new NotConfiguredException(problems)
          : new InvalidInputException(problems);
    }
  }

  // The definition's range was checked with the parameters; this one is known only now.
  private static void checkThreshold(BoundEvaluator bound) {
    ValueRange range = bound.range();
    if (bound.threshold().isPresent() && !range.contains(bound.threshold().getAsDouble())) {
      throw new InvalidInputException(
          Problem.of(
              bound.definition().name() + "." + EvaluatorDefinition.THRESHOLD,
              bound.threshold().getAsDouble(),
              "a number from " + range.low() + " to " + range.high()));
    }
  }
}
