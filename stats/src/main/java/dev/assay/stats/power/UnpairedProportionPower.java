package dev.assay.stats.power;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Plans a comparison of the pass rates of two independent samples, and with a margin Farrington and
 * Manning's test of non-inferiority.
 *
 * <p>The effect is the second's rate less the first's, the baseline: below 0 for a drop. Good from
 * about 5 expected passes and failures in each sample on. Sources: J. L. Fleiss, B. Levin, M. C.
 * Paik, "Statistical Methods for Rates and Proportions" (2003), chapter 4; C. P. Farrington, G.
 * Manning, "Test statistics and sample size formulae for comparative binomial trials with null
 * hypothesis of non-zero risk difference or non-unity relative risk", Statistics in Medicine 9
 * (1990); J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988), chapter 6.
 *
 * @since 0.1
 */
public final class UnpairedProportionPower {

  /** Which test for a difference is planned; one with a margin is always a score test. */
  public enum Method {
    /** The score test, with the variance pooled: the chi-square test without correction. */
    SCORE,
    /**
     * Fisher's exact test, by the same with a correction for continuity. Source: J. T. Casagrande,
     * M. C. Pike, P. G. Smith, "An improved approximate formula for calculating sample sizes for
     * comparing two binomial distributions", Biometrics 34 (1978).
     */
    FISHER,
    /** A test on the arcsine scale, that of Cohen's h. */
    ARCSINE
  }

  private static final UnpairedProportionPower DEFAULT =
      new UnpairedProportionPower(Goal.DEFAULT, Method.SCORE, 1, 1, 0);

  private final Method method;
  private final double ratio;
  private final int repeats;
  private final double correlation;

  private final Goal goal;

  private UnpairedProportionPower(
      Goal goal, Method method, double ratio, int repeats, double correlation) {
    this.goal = goal;
    this.method = method;
    this.ratio = ratio;
    this.repeats = repeats;
    this.correlation = correlation;
  }

  /** Two-sided at 0.05, with a power of 0.8, by the score test, samples of one size, one repeat. */
  public static UnpairedProportionPower withDefaults() {
    return DEFAULT;
  }

  /**
   * Errs with this probability where there is nothing to find.
   *
   * @throws IllegalArgumentException unless {@code 0 < alpha < 0.5} and below the power
   */
  public UnpairedProportionPower withAlpha(double alpha) {
    return new UnpairedProportionPower(goal.withAlpha(alpha), method, ratio, repeats, correlation);
  }

  /**
   * Is to find what there is with this probability.
   *
   * @throws IllegalArgumentException unless {@code alpha < power <= 0.999999}
   */
  public UnpairedProportionPower withPower(double power) {
    return new UnpairedProportionPower(goal.withPower(power), method, ratio, repeats, correlation);
  }

  /** Looks to these sides. */
  public UnpairedProportionPower with(Sides sides) {
    return new UnpairedProportionPower(goal.with(sides), method, ratio, repeats, correlation);
  }

  /**
   * Plans a test of non-inferiority: one-sided at alpha, it is to show that the effect lies above
   * {@code -margin}, where more is better. 0 plans a test for a difference again.
   *
   * @throws IllegalArgumentException if the margin is not from 0 to below 1
   */
  public UnpairedProportionPower withMargin(double margin) {
    return new UnpairedProportionPower(
        goal.withShareMargin(margin), method, ratio, repeats, correlation);
  }

  /** Plans this test. */
  public UnpairedProportionPower with(Method method) {
    return new UnpairedProportionPower(
        goal, requireNonNull(method, "method"), ratio, repeats, correlation);
  }

  /**
   * The second sample is so many times as large as the first.
   *
   * @throws IllegalArgumentException unless the ratio is above 0 and finite
   */
  public UnpairedProportionPower withRatio(double ratio) {
    Plans.positive("ratio", ratio);
    return new UnpairedProportionPower(goal, method, ratio, repeats, correlation);
  }

  /**
   * Plans so many repeats of each example, and tests that allow for them (by groups).
   *
   * @param correlation of two repeats of one example, from 0 to 1: 0 where examples are alike and
   *     every repeat is as good as a new example, 1 where repeats are of no use
   * @throws IllegalArgumentException if {@code repeats < 1} or the correlation is out of its range
   */
  public UnpairedProportionPower withRepeats(int repeats, double correlation) {
    Plans.share("correlation", correlation);
    return new UnpairedProportionPower(goal, method, ratio, Plans.repeats(repeats), correlation);
  }

  /**
   * The probability that samples of {@code n} and {@code ratio * n} examples show an effect.
   *
   * @param baseline the first's pass rate, from 0 to 1
   * @param effect the second's rate less the first's
   * @return from 0 to 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double power(long n, double baseline, double effect) {
    Plans.count("n", n);
    Plans.rate(baseline, effect);
    return of((double) n, baseline, effect);
  }

  /**
   * How many examples the first sample takes.
   *
   * @return empty where the effect is 0 or not above the margin, or 2^40 are too few
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalLong sampleSize(double baseline, double effect) {
    Plans.rate(baseline, effect);
    return goal.reach(effect) > 0
        ? Search.leastCount(n -> of((double) n, baseline, effect), goal.power(), 1)
        : OptionalLong.empty();
  }

  /**
   * The least drop from the baseline that samples of {@code n} and {@code ratio * n} examples show
   * with the power, as a number above 0; for the least rise give {@code 1 - baseline}. With a
   * margin: the least rise needed to be shown to be no worse, which is below 0 where even a small
   * drop would be.
   *
   * @return empty where no drop (or rise) would be shown
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumDetectableEffect(long n, double baseline) {
    Plans.count("n", n);
    Plans.share("baseline", baseline);
    if (goal.nonInferiority()) {
      double low = -Math.min(goal.margin(), baseline);
      return Search.least(
          effect -> of((double) n, baseline, effect), goal.power(), low, 1 - baseline);
    }
    return Search.least(drop -> of((double) n, baseline, -drop), goal.power(), 0, baseline);
  }

  /**
   * The least margin by which samples of {@code n} and {@code ratio * n} examples show an unchanged
   * candidate to be no worse, with the power, one-sided at alpha.
   *
   * @return empty where there is none below 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumMargin(long n, double baseline) {
    Plans.count("n", n);
    Plans.share("baseline", baseline);
    return Search.least(
        margin -> withMargin(margin).of((double) n, baseline, 0),
        goal.power(),
        0,
        Math.nextDown(1.0));
  }

  // For plans in real numbers.
  double of(double n, double baseline, double effect) {
    double first = baseline;
    double second = Math.max(0, Math.min(1, baseline + effect));
    double reach = goal.reach(effect);
    double effective = n / Plans.ofRepeats(repeats, correlation);
    if (method == Method.ARCSINE && !goal.nonInferiority()) {
      double h = 2 * Math.abs(Math.asin(Math.sqrt(second)) - Math.asin(Math.sqrt(first)));
      return goal.ofNormal(h * Math.sqrt(effective * ratio / (1 + ratio)), 1, 1);
    }
    if (method == Method.FISHER && !goal.nonInferiority() && reach > 0) {
      effective = uncorrected(effective, reach);
    }
    double actual = second * (1 - second) / ratio + first * (1 - first);
    double supposed = RestrictedRates.variance(first, second, ratio, -goal.margin());
    return goal.ofNormal(reach * Math.sqrt(effective), Math.sqrt(supposed), Math.sqrt(actual));
  }

  // Casagrande's n = m/4 (1 + sqrt(1 + 2 (r + 1) / (m r d)))^2, solved for m.
  private double uncorrected(double n, double difference) {
    double c = (ratio + 1) / (2 * ratio * difference);
    double left = n - c;
    return left <= 0 ? 0 : left * left / n;
  }
}
