package dev.assay.stats.power;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Plans a comparison of the means of two independent samples: Student's t test, from which Welch's
 * differs little in power where both vary alike.
 *
 * <p>Exact for normal values of one variance, good for others from some tens of examples on. The
 * effect is the difference of the means, in the unit of the scores; with a standard deviation of 1
 * it is Cohen's d. With repeats, take the standard deviation from {@link
 * VarianceComponents#standardDeviation}: then examples count, not repeats. Source: J. Cohen,
 * "Statistical Power Analysis for the Behavioral Sciences" (1988), chapter 2, computed from the
 * noncentral t distribution.
 *
 * @since 0.1
 */
public final class UnpairedMeanPower {

  private static final UnpairedMeanPower DEFAULT = new UnpairedMeanPower(Goal.DEFAULT, 1);

  private final double ratio;

  private final Goal goal;

  private UnpairedMeanPower(Goal goal, double ratio) {
    this.goal = goal;
    this.ratio = ratio;
  }

  /** Two-sided at 0.05, with a power of 0.8, samples of one size. */
  public static UnpairedMeanPower withDefaults() {
    return DEFAULT;
  }

  /**
   * Errs with this probability where there is nothing to find.
   *
   * @throws IllegalArgumentException unless {@code 0 < alpha < 0.5} and below the power
   */
  public UnpairedMeanPower withAlpha(double alpha) {
    return new UnpairedMeanPower(goal.withAlpha(alpha), ratio);
  }

  /**
   * Is to find what there is with this probability.
   *
   * @throws IllegalArgumentException unless {@code alpha < power <= 0.999999}
   */
  public UnpairedMeanPower withPower(double power) {
    return new UnpairedMeanPower(goal.withPower(power), ratio);
  }

  /** Looks to these sides. */
  public UnpairedMeanPower with(Sides sides) {
    return new UnpairedMeanPower(goal.with(sides), ratio);
  }

  /**
   * Plans a test of non-inferiority: one-sided at alpha, it is to show that the effect lies above
   * {@code -margin}, where more is better. 0 plans a test for a difference again.
   *
   * @throws IllegalArgumentException if the margin is negative or not finite
   */
  public UnpairedMeanPower withMargin(double margin) {
    return new UnpairedMeanPower(goal.withMargin(margin), ratio);
  }

  /**
   * The second sample is so many times as large as the first.
   *
   * @throws IllegalArgumentException unless the ratio is above 0 and finite
   */
  public UnpairedMeanPower withRatio(double ratio) {
    Plans.positive("ratio", ratio);
    return new UnpairedMeanPower(goal, ratio);
  }

  /**
   * The probability that samples of {@code n} and {@code ratio * n} examples show an effect of this
   * size.
   *
   * @param effect the true difference; its sign matters with a margin only
   * @param standardDeviation of both samples, above 0
   * @return from 0 to 1; 0 with fewer than three examples in all, or one in a sample
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double power(long n, double effect, double standardDeviation) {
    Plans.count("n", n);
    Plans.finite("effect", effect);
    Plans.positive("standardDeviation", standardDeviation);
    return of((double) n, goal.reach(effect) / standardDeviation);
  }

  /**
   * How many examples the first sample takes.
   *
   * @return empty where the effect is 0 or not above the margin, or 2^40 are too few
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalLong sampleSize(double effect, double standardDeviation) {
    Plans.finite("effect", effect);
    Plans.positive("standardDeviation", standardDeviation);
    double reach = goal.reach(effect) / standardDeviation;
    return reach > 0
        ? Search.leastCountOfGrowing(n -> of((double) n, reach), goal.power(), 1)
        : OptionalLong.empty();
  }

  /**
   * The least true difference, as a size, that samples of {@code n} and {@code ratio * n} examples
   * show with the power. With a margin: the least true effect, which may be below 0.
   *
   * @return empty with too few examples
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumDetectableEffect(long n, double standardDeviation) {
    OptionalDouble reach = leastReach(n, standardDeviation);
    return reach.isEmpty() ? reach : OptionalDouble.of(reach.getAsDouble() - goal.margin());
  }

  /**
   * The least margin by which samples of {@code n} and {@code ratio * n} examples show an unchanged
   * candidate to be no worse, with the power, one-sided at alpha.
   *
   * @return empty with too few examples
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumMargin(long n, double standardDeviation) {
    return new UnpairedMeanPower(goal.with(Sides.ONE).withMargin(0), ratio)
        .leastReach(n, standardDeviation);
  }

  // For plans in real numbers.
  double of(double n, double reach) {
    double second = ratio * n;
    double degrees = n + second - 2;
    return n < 1 || second < 1 || degrees < 1
        ? 0
        : goal.ofStudent(reach / Math.sqrt(1 / n + 1 / second), degrees);
  }

  private OptionalDouble leastReach(long n, double standardDeviation) {
    Plans.count("n", n);
    Plans.positive("standardDeviation", standardDeviation);
    if (of((double) n, 1) == 0) {
      return OptionalDouble.empty();
    }
    double scale = 4 * Math.sqrt(1.0 / n + 1 / (ratio * n));
    OptionalDouble least = Search.least(d -> of((double) n, d), goal.power(), scale);
    return least.isEmpty() ? least : OptionalDouble.of(least.getAsDouble() * standardDeviation);
  }
}
