package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.OptionalDouble;

/**
 * How an evaluator is held against people.
 *
 * @param threshold what a score needs to pass; empty to take the evaluator's own decisions, or,
 *     where it made none, the threshold of greatest F1 on these labels
 * @param passAt the least grade that people mean as a pass; empty where labels are yes and no
 * @param precision the precision that a threshold is looked for
 * @param level the probability with which intervals cover
 * @param seed of the bootstrap
 * @since 0.1
 */
public record CalibrationOptions(
    OptionalDouble threshold, OptionalDouble passAt, double precision, double level, long seed) {

  /** The evaluator's own decisions, precision 0.9, 95% intervals. */
  public static final CalibrationOptions DEFAULT =
      new CalibrationOptions(OptionalDouble.empty(), OptionalDouble.empty(), 0.9, 0.95, 7);

  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException if one is outside its range
   */
  public CalibrationOptions {
    requireNonNull(threshold, "threshold");
    requireNonNull(passAt, "passAt");
    finite("threshold", threshold);
    finite("pass-at", passAt);
    if (!(precision > 0 && precision <= 1)) {
      throw new InvalidInputException(Problem.of("precision", precision, "0 < precision <= 1"));
    }
    if (!(level > 0.5 && level < 1)) {
      throw new InvalidInputException(Problem.of("level", level, "0.5 < level < 1"));
    }
  }

  private static void finite(String name, OptionalDouble value) {
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new InvalidInputException(Problem.of(name, value.getAsDouble(), "a finite number"));
    }
  }

  /** The same, passing scores from {@code threshold} on. */
  public CalibrationOptions withThreshold(OptionalDouble threshold) {
    return new CalibrationOptions(threshold, passAt, precision, level, seed);
  }

  /** The same, taking grades from {@code passAt} on as a pass. */
  public CalibrationOptions withPassAt(OptionalDouble passAt) {
    return new CalibrationOptions(threshold, passAt, precision, level, seed);
  }
}
