package dev.assay.stats.hypothesis;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Pairs whose differences are all equal, of scores of a known range: were the mean difference
 * another, some pairs would have to differ, and it is unlikely that so many did not. The rule of
 * three for means.
 *
 * @param value the difference of every pair
 * @param range how far two scores can be apart
 * @param groups how many pairs, or groups of pairs, are independent
 */
record EqualDifferences(double value, double range, int groups, long n) implements ShiftTest {

  /** Empty where differences are not equal, or there are none. */
  static Optional<EqualDifferences> of(double[] first, double[] second, int groups, double range) {
    double rounding =
        4 * Math.ulp(Math.max(Resampling.magnitude(first), Resampling.magnitude(second)));
    if (first.length == 0) {
      return Optional.empty();
    }
    double value = first[0] - second[0];
    for (int i = 1; i < first.length; i++) {
      if (Math.abs(first[i] - second[i] - value) > rounding) {
        return Optional.empty();
      }
    }
    double within = Math.max(-range, Math.min(range, value));
    return Optional.of(new EqualDifferences(within, range, groups, first.length));
  }

  static int count(int[] groupOf) {
    return (int) Arrays.stream(groupOf).distinct().count();
  }

  @Override
  public String method() {
    return "bound for pairs that all differ alike";
  }

  @Override
  public double statistic(double supposed) {
    return value - supposed;
  }

  @Override
  public double pValue(double supposed, Alternative alternative) {
    double gap = value - supposed;
    return switch (alternative) {
      case TWO_SIDED ->
          Math.min(
              1,
              2
                  * Math.min(
                      pValue(supposed, Alternative.LESS), pValue(supposed, Alternative.GREATER)));
      case LESS -> gap >= 0 ? 1 : all(-gap / (range - value));
      case GREATER -> gap <= 0 ? 1 : all(gap / (range + value));
    };
  }

  // That none of the groups is among the share that must differ, which is at most 1.
  private double all(double share) {
    return Math.pow(1 - Math.min(1, share), groups);
  }

  @Override
  public OptionalDouble degreesOfFreedom() {
    return OptionalDouble.empty();
  }

  @Override
  public Optional<Estimate> difference(double level) {
    double share = 1 - Math.pow((1 - level) / 2, 1.0 / groups);
    return Optional.of(
        new Estimate(
            value,
            new Interval(value - share * (range + value), value + share * (range - value), level),
            n));
  }
}
