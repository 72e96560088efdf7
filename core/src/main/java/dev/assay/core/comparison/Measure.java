package dev.assay.core.comparison;

import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.verdict.Verdict;
import java.util.OptionalDouble;

/**
 * What is taken from an example: whether it passed, or an evaluator's value.
 *
 * @param name as reports name it
 * @param ofVerdict whether it is the pass rate rather than an evaluator
 * @param higherIsBetter its direction
 * @param low the least value, perhaps negative infinity
 * @param high the greatest, perhaps infinity
 * @param unit what it is counted in, if in anything
 * @param operational whether it is shown without a part in the recommendation
 */
record Measure(
    String name,
    boolean ofVerdict,
    boolean higherIsBetter,
    double low,
    double high,
    ValueUnit unit,
    boolean operational) {

  static final Measure PASS_RATE =
      new Measure(Compared.PASS_RATE, true, true, 0, 1, ValueUnit.NONE, false);

  /** What {@code evaluator} measures; {@code asked} for by name, it takes part in any case. */
  static Measure of(RunScores.Measured evaluator, boolean asked) {
    return new Measure(
        evaluator.name(),
        false,
        evaluator.higherIsBetter(),
        evaluator.low(),
        evaluator.high(),
        evaluator.unit(),
        evaluator.operational() && !asked);
  }

  /** The value of {@code example}; empty if it could not be scored. */
  OptionalDouble of(ExampleScores example) {
    if (ofVerdict) {
      return example.outcome() == Verdict.Outcome.UNSCORED
          ? OptionalDouble.empty()
          : OptionalDouble.of(example.passShare());
    }
    Double value = example.values().get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Whether {@code example} has it, scored or not. */
  boolean appliesTo(ExampleScores example) {
    return ofVerdict || example.values().containsKey(name) || example.unscored().contains(name);
  }

  boolean isBounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
