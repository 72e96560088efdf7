package dev.assay.stats.hypothesis;

import dev.assay.stats.interval.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/** A difference that can be tested against any supposed value of it, not only against 0. */
interface ShiftTest {

  String method();

  double statistic(double supposed);

  double pValue(double supposed, Alternative alternative);

  OptionalDouble degreesOfFreedom();

  /** Empty where the difference leaves the range of a double. */
  Optional<Estimate> difference(double level);

  long n();

  default TestResult test(double supposed, Alternative alternative, double level) {
    return new TestResult(
        method(),
        statistic(supposed),
        pValue(supposed, alternative),
        degreesOfFreedom(),
        difference(level),
        n());
  }
}
