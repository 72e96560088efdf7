package dev.assay.stats.effect;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cliff's delta: of all pairs of a value of the first sample and one of the second, the share in
 * which the first is greater less the share in which it is less.
 *
 * <p>From -1 to 1; it asks for the order of values only, so neither skew nor far values disturb it.
 * {@code (delta + 1) / 2} is the probability that the first is greater, ties counted half, and the
 * area under the ROC curve. In {@code n log n}. Supposes independent values; the interval is good
 * from about 10 of each sample on. Sources: N. Cliff, "Dominance statistics: ordinal analyses to
 * answer ordinal questions", Psychological Bulletin 114 (1993); D. Feng, N. Cliff, "Monte Carlo
 * evaluation of ordinal d with improved confidence interval", Journal of Modern Applied Statistical
 * Methods 3 (2004).
 *
 * @since 0.1
 */
public final class CliffsDelta {

  private static final CliffsDelta DEFAULT = new CliffsDelta(0.95);

  private final double level;

  private CliffsDelta(double level) {
    this.level = level;
  }

  /** With an interval of 95%. */
  public static CliffsDelta withDefaults() {
    return DEFAULT;
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public CliffsDelta withLevel(double level) {
    return new CliffsDelta(Checks.level(level));
  }

  /**
   * Estimates delta; its {@code n} is the number of values of both samples.
   *
   * @param first infinities are allowed, as the greatest and least of values
   * @param second likewise
   * @return empty with fewer than two values in either sample, or where all values of both are
   *     equal
   * @throws IllegalArgumentException if a value is NaN
   */
  public Optional<Estimate> of(double[] first, double[] second) {
    double[] x = sorted("first", first);
    double[] y = sorted("second", second);
    if (x.length < 2 || y.length < 2 || (x[0] == y[y.length - 1] && y[0] == x[x.length - 1])) {
      return Optional.empty();
    }
    Dominance ofFirst = Dominance.of(x, y);
    Dominance ofSecond = Dominance.of(y, x);
    double delta = ofFirst.mean();
    return Optional.of(
        new Estimate(
            delta, interval(delta, ofFirst, ofSecond), first.length + (long) second.length));
  }

  private Interval interval(double delta, Dominance first, Dominance second) {
    double z = Normal.twoSided(level);
    double n1 = first.values();
    double n2 = second.values();
    if (Math.abs(delta) == 1) {
      // All of one are above all of the other: as Wilson's interval for as many of as many.
      double n = Math.min(n1, n2);
      double end = (n - z * z) / (n + z * z);
      return delta > 0 ? new Interval(end, 1, level) : new Interval(-1, -end, level);
    }
    double each = (first.unequal() - delta * delta) * n1 * n2 / ((n1 - 1) * (n2 - 1));
    double variance =
        ((n2 - 1) * first.variance() + (n1 - 1) * second.variance() + each) / (n1 * n2);
    double rest = 1 - delta * delta;
    double half = z * Math.sqrt(variance * (rest * rest + z * z * variance));
    double below = rest + z * z * variance;
    double low = (delta * rest - half) / below;
    double high = (delta * rest + half) / below;
    return new Interval(
        Math.max(-1, Math.min(delta, low)), Math.min(1, Math.max(delta, high)), level);
  }

  private static double[] sorted(String name, double[] values) {
    double[] sorted = values.clone();
    for (int i = 0; i < sorted.length; i++) {
      if (Double.isNaN(sorted[i])) {
        throw new IllegalArgumentException(name + ": NaN (expected: a number)");
      }
      sorted[i] += 0.0; // -0 is 0
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * How the values of one sample stand to those of another.
   *
   * @param values how many there are
   * @param mean of each value's share of others it exceeds, less that by which it is exceeded
   * @param variance of the same, over {@code n - 1}
   * @param unequal the share of pairs that are not ties
   */
  private record Dominance(int values, double mean, double variance, double unequal) {

    static Dominance of(double[] values, double[] others) {
      double m = others.length;
      long sum = 0;
      long ties = 0;
      int less = 0;
      int upTo = 0;
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        while (less < others.length && others[less] < values[i]) {
          less++;
        }
        while (upTo < others.length && others[upTo] <= values[i]) {
          upTo++;
        }
        long net = (long) less - (others.length - upTo);
        sum += net;
        ties += upTo - less;
        double deviation = net / m - mean;
        mean += deviation / (i + 1);
        squares += deviation * (net / m - mean);
      }
      double pairs = m * values.length;
      return new Dominance(
          values.length, sum / pairs, squares / (values.length - 1), 1 - ties / pairs);
    }
  }
}
