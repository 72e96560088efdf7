package dev.assay.stats.power;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Groups;
import java.util.Optional;

/**
 * How values of several repeats per example vary: between examples, and within an example from one
 * repeat to the next. Repeats take down the second part only.
 *
 * @param between the variance of examples' true means, at least 0
 * @param within the variance of one repeat around its example's mean, at least 0
 * @since 0.1
 */
public record VarianceComponents(double between, double within) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public VarianceComponents {
    check("between", between);
    check("within", within);
  }

  /**
   * Estimates them from values of which {@code exampleOf} names the example, by the analysis of
   * variance with one factor; a between part that comes out negative is 0. Source: S. R. Searle, G.
   * Casella, C. E. McCulloch, "Variance Components" (1992), section 3.6.
   *
   * <p>For a paired plan give the differences, repeat by repeat.
   *
   * @param exampleOf any number that names each value's example
   * @return empty with fewer than two examples, or without an example that has repeats
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public static Optional<VarianceComponents> of(double[] values, int[] exampleOf) {
    Checks.sameLength("values", values.length, "exampleOf", exampleOf.length);
    Checks.finite("values", values);
    int[] groupOf = Groups.dense(exampleOf);
    int groups = Groups.count(groupOf);
    int n = values.length;
    if (groups < 2 || groups == n) {
      return Optional.empty();
    }
    double[] means = new double[groups];
    int[] sizes = new int[groups];
    double grand = 0;
    for (int i = 0; i < n; i++) {
      int size = ++sizes[groupOf[i]];
      means[groupOf[i]] += (values[i] - means[groupOf[i]]) / size;
      grand += (values[i] - grand) / (i + 1);
    }
    double within = 0;
    for (int i = 0; i < n; i++) {
      double deviation = values[i] - means[groupOf[i]];
      within += deviation * deviation;
    }
    double between = 0;
    double squares = 0;
    for (int g = 0; g < groups; g++) {
      double deviation = means[g] - grand;
      between += sizes[g] * deviation * deviation;
      squares += (double) sizes[g] * sizes[g];
    }
    double meanWithin = within / (n - groups);
    double meanBetween = between / (groups - 1);
    double size = (n - squares / n) / (groups - 1);
    return Optional.of(
        new VarianceComponents(Math.max(0, (meanBetween - meanWithin) / size), meanWithin));
  }

  /**
   * Of differences between two runs that vary alike, each with these components, where the
   * difference itself varies by {@code between} over examples.
   */
  public VarianceComponents ofDifference(double betweenOfDifference) {
    return new VarianceComponents(betweenOfDifference, 2 * within);
  }

  /**
   * The standard deviation of an example's mean over so many repeats: what the plans for means take
   * as that of one example.
   *
   * @throws IllegalArgumentException if {@code repeats < 1}
   */
  public double standardDeviation(int repeats) {
    return Math.sqrt(between + within / Plans.repeats(repeats));
  }

  /** The correlation of two repeats of one example, from 0 to 1; 0 where nothing varies. */
  public double correlation() {
    double total = between + within;
    return total == 0 ? 0 : between / total;
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more, finite)");
    }
  }
}
