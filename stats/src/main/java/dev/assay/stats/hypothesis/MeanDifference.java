package dev.assay.stats.hypothesis;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.GroupedMean;
import dev.assay.stats.internal.Moments;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A difference of means with its standard error and the degrees of freedom of that.
 *
 * @param value the difference, over {@code 2^exponent}
 * @param error its standard error, likewise, above 0
 * @param exponent keeps squares in the range of a double, which are never taken of very large or
 *     very small numbers
 */
record MeanDifference(
    String method, double value, double error, double degrees, int exponent, long n)
    implements ShiftTest {

  private static final int MOST_EXPONENT = 300;
  // Standard deviations below so many units in the last place are rounding.
  private static final int ROUNDING = 4;

  /** Empty for fewer than two values on a side, and where no value differs from its mean. */
  static Optional<MeanDifference> welch(double[] first, double[] second) {
    Checks.finite("first", first);
    Checks.finite("second", second);
    int n1 = first.length;
    int n2 = second.length;
    if (n1 < 2 || n2 < 2) {
      return Optional.empty();
    }
    int exponent = exponent(Math.max(magnitude(first), magnitude(second)));
    Moments a = Moments.of(scaled(first, exponent));
    Moments b = Moments.of(scaled(second, exponent));
    if (isRounding(a.variance(), a.mean()) && isRounding(b.variance(), b.mean())) {
      return Optional.empty();
    }
    double va = a.variance() / n1;
    double vb = b.variance() / n2;
    // Of shares of the variance: the variances themselves may be too small to square.
    double share = va / (va + vb);
    double degrees = 1 / (share * share / (n1 - 1) + (1 - share) * (1 - share) / (n2 - 1));
    return Optional.of(
        new MeanDifference(
            "Welch's t test",
            a.mean() - b.mean(),
            Math.sqrt(va + vb),
            degrees,
            exponent,
            (long) n1 + n2));
  }

  /** Empty for fewer than two pairs, and where all differences are equal. */
  static Optional<MeanDifference> paired(double[] first, double[] second) {
    int exponent = checkPairs(first, second);
    double[] differences = differences(first, second, exponent);
    int n = differences.length;
    if (n < 2) {
      return Optional.empty();
    }
    Moments moments = Moments.of(differences);
    if (isRounding(moments.variance(), scaledMagnitude(first, second, exponent))) {
      return Optional.empty();
    }
    return Optional.of(
        new MeanDifference(
            "paired t test",
            moments.mean(),
            Math.sqrt(moments.variance() / n),
            n - 1.0,
            exponent,
            n));
  }

  /** Empty for fewer than two groups, and where all groups deviate by nothing. */
  static Optional<MeanDifference> grouped(double[] first, double[] second, int[] groupOf) {
    int exponent = checkPairs(first, second);
    Checks.sameLength("first", first.length, "groupOf", groupOf.length);
    double[] differences = differences(first, second, exponent);
    int n = differences.length;
    if (n < 2) {
      return Optional.empty();
    }
    double mean = Moments.of(differences).mean();
    GroupedMean grouped = GroupedMean.of(differences, mean, groupOf);
    if (grouped.groups() < 2
        || isRounding(grouped.variance(), scaledMagnitude(first, second, exponent))) {
      return Optional.empty();
    }
    return Optional.of(
        new MeanDifference(
            "paired t test, by group",
            mean,
            Math.sqrt(grouped.variance()),
            grouped.degreesOfFreedom(),
            exponent,
            n));
  }

  @Override
  public double statistic(double supposed) {
    return (value - Math.scalb(supposed, -exponent)) / error;
  }

  @Override
  public double pValue(double supposed, Alternative alternative) {
    return Tails.student(statistic(supposed), degrees, alternative);
  }

  @Override
  public OptionalDouble degreesOfFreedom() {
    return OptionalDouble.of(degrees);
  }

  @Override
  public Optional<Estimate> difference(double level) {
    double half = Normal.twoSidedT(level, degrees) * error;
    double difference = Math.scalb(value, exponent);
    if (!Double.isFinite(difference)) {
      return Optional.empty();
    }
    Interval interval =
        new Interval(Math.scalb(value - half, exponent), Math.scalb(value + half, exponent), level);
    return Optional.of(new Estimate(difference, interval, n));
  }

  private static int checkPairs(double[] first, double[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    Checks.finite("first", first);
    Checks.finite("second", second);
    return exponent(Math.max(magnitude(first), magnitude(second)));
  }

  private static double[] differences(double[] first, double[] second, int exponent) {
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] =
          exponent == 0
              ? first[i] - second[i]
              : Math.scalb(first[i], -exponent) - Math.scalb(second[i], -exponent);
    }
    return differences;
  }

  private static boolean isRounding(double variance, double magnitude) {
    return Math.sqrt(variance) <= ROUNDING * Math.ulp(magnitude);
  }

  private static double scaledMagnitude(double[] first, double[] second, int exponent) {
    return Math.scalb(Math.max(magnitude(first), magnitude(second)), -exponent);
  }

  private static double magnitude(double[] values) {
    double greatest = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  private static int exponent(double magnitude) {
    int exponent = Math.getExponent(magnitude);
    return magnitude == 0 || Math.abs(exponent) <= MOST_EXPONENT ? 0 : exponent;
  }

  private static double[] scaled(double[] values, int exponent) {
    if (exponent == 0) {
      return values;
    }
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = Math.scalb(values[i], -exponent);
    }
    return scaled;
  }
}
