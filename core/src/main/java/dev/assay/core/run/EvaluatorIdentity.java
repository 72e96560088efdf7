package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * An evaluator as it stood in a run, for its header.
 *
 * @param name the suite's name for it
 * @param evaluator the registry's name for it
 * @param version its version hash
 * @param higherIsBetter its direction
 * @param threshold the threshold the suite gave it, if it did
 * @since 0.1
 */
public record EvaluatorIdentity(
    String name,
    String evaluator,
    String version,
    boolean higherIsBetter,
    OptionalDouble threshold) {

  /** Checks the parts. */
  public EvaluatorIdentity {
    requireNonNull(name, "name");
    requireNonNull(evaluator, "evaluator");
    requireNonNull(version, "version");
    requireNonNull(threshold, "threshold");
  }
}
