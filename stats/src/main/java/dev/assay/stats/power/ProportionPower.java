package dev.assay.stats.power;

import dev.assay.stats.internal.Normal;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Plans a single pass rate held against a threshold: whether so many examples can show it to lie
 * above, by the lower end of Wilson's interval, or (which is the same) the one-sided score test.
 *
 * <p>The power is exact, from the binomial distribution. Alpha is one-sided: 0.025 goes with the
 * two-sided interval of 95%. Source: E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22 (1927).
 *
 * @since 0.1
 */
public final class ProportionPower {

  private static final ProportionPower DEFAULT = new ProportionPower(Goal.DEFAULT.with(Sides.ONE));
  private static final double ROUNDING = 1e-9;
  private static final long MOST = 1L << 30;

  private final Goal goal;

  private ProportionPower(Goal goal) {
    this.goal = goal;
  }

  /** One-sided at 0.05, with a power of 0.8. */
  public static ProportionPower withDefaults() {
    return DEFAULT;
  }

  /**
   * Errs with this probability where the rate is at the threshold.
   *
   * @throws IllegalArgumentException unless {@code 0 < alpha < 0.5} and below the power
   */
  public ProportionPower withAlpha(double alpha) {
    return new ProportionPower(goal.withAlpha(alpha));
  }

  /**
   * Is to show what is so with this probability.
   *
   * @throws IllegalArgumentException unless {@code alpha < power <= 0.999999}
   */
  public ProportionPower withPower(double power) {
    return new ProportionPower(goal.withPower(power));
  }

  /**
   * The least number of passes out of {@code n} that shows a rate above the threshold.
   *
   * @return empty where not even n of n do: a criterion that no result can meet
   * @throws IllegalArgumentException unless {@code 0 <= threshold < 1} and {@code n >= 1}
   */
  public OptionalLong leastPasses(long n, double threshold) {
    check(n, threshold);
    long least = least(n, threshold);
    return least <= n ? OptionalLong.of(least) : OptionalLong.empty();
  }

  /**
   * The least number of examples of which all must pass to show a rate above the threshold.
   *
   * @throws IllegalArgumentException unless {@code 0 <= threshold < 1}
   */
  public long leastExamples(double threshold) {
    check(1, threshold);
    double z = -Normal.quantile(goal.alpha());
    long n = (long) Math.max(1, Math.ceil(z * z * threshold / (1 - threshold) - ROUNDING));
    while (least(n, threshold) > n) {
      n++;
    }
    return n;
  }

  /**
   * The probability that {@code n} examples show a rate above the threshold, where it truly is
   * {@code rate}.
   *
   * @return from 0 to 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double power(long n, double threshold, double rate) {
    check(n, threshold);
    Plans.share("rate", rate);
    return of(n, threshold, rate);
  }

  /**
   * How many examples it takes to show that a rate lies above the threshold.
   *
   * @return empty where the rate does not, or 2^30 are too few
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalLong sampleSize(double threshold, double rate) {
    check(1, threshold);
    Plans.share("rate", rate);
    if (rate <= threshold) {
      return OptionalLong.empty();
    }
    OptionalLong least =
        Search.leastCount(n -> n > MOST ? 1 : of(n, threshold, rate), goal.power(), 1);
    return least.isPresent() && least.getAsLong() <= MOST ? least : OptionalLong.empty();
  }

  /**
   * The least true rate that {@code n} examples show to lie above the threshold, with the power.
   *
   * @return empty where not even a rate of 1 would be
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumDetectableRate(long n, double threshold) {
    check(n, threshold);
    return Search.least(rate -> of(n, threshold, rate), goal.power(), threshold, 1);
  }

  private double of(long n, double threshold, double rate) {
    long least = least(n, threshold);
    return least > n
        ? 0
        : BinomialDistribution.of((int) n, rate).survivalProbability((int) (least - 1));
  }

  private long least(long n, double threshold) {
    double z = -Normal.quantile(goal.alpha());
    double passes = n * threshold + z * Math.sqrt(n * threshold * (1 - threshold));
    // Above, not at the threshold: with a threshold of 0 it takes one pass.
    return Math.max((long) Math.ceil(passes - ROUNDING), (long) Math.floor(n * threshold) + 1);
  }

  private static void check(long n, double threshold) {
    if (n < 1 || n > MOST) {
      throw new IllegalArgumentException("n: " + n + " (expected: from 1 to 2^30)");
    }
    if (!(threshold >= 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "threshold: " + threshold + " (expected: 0 <= threshold < 1)");
    }
  }
}
