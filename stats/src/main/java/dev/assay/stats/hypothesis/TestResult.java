package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a test says of the data.
 *
 * @param method the test in words, with the variant that was computed
 * @param statistic the test's own statistic, whose meaning the test states; may be infinite, never
 *     NaN
 * @param pValue how probable data as far from the hypothesis as these, or further, are where the
 *     hypothesis holds, from 0 to 1
 * @param degreesOfFreedom of the statistic's distribution, where it has them
 * @param difference the first less the second with a two-sided interval, where the method has one
 * @param n how many observations (for paired tests, pairs) went in, at least 1
 * @since 0.1
 */
public record TestResult(
    String method,
    double statistic,
    double pValue,
    OptionalDouble degreesOfFreedom,
    Optional<Estimate> difference,
    long n) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the p-value is not from 0 to 1, the statistic is NaN or
   *     {@code n < 1}
   */
  public TestResult {
    requireNonNull(method, "method");
    requireNonNull(degreesOfFreedom, "degreesOfFreedom");
    requireNonNull(difference, "difference");
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("pValue: " + pValue + " (expected: 0 <= pValue <= 1)");
    }
    if (Double.isNaN(statistic)) {
      throw new IllegalArgumentException("statistic: NaN (expected: a number)");
    }
    if (n < 1) {
      throw new IllegalArgumentException("n: " + n + " (expected: n >= 1)");
    }
  }

  static TestResult of(String method, double statistic, double pValue, long n) {
    return new TestResult(method, statistic, pValue, OptionalDouble.empty(), Optional.empty(), n);
  }

  /**
   * Whether the hypothesis is rejected by a test that errs so often where it holds.
   *
   * @param significance strictly between 0 and 0.5
   * @throws IllegalArgumentException if the significance is out of range
   */
  public boolean significantAt(double significance) {
    return pValue <= Significance.check(significance);
  }
}
