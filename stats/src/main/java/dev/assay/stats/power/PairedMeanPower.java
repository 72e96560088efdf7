package dev.assay.stats.power;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Plans a comparison of means on the same examples: the paired t test of their differences.
 *
 * <p>Exact for normal differences, good for others from some tens of examples on. The effect is the
 * mean difference, in the unit of the scores; with a standard deviation of 1 it is Cohen's dz. With
 * repeats, take the standard deviation from {@link VarianceComponents#standardDeviation} of the
 * differences: then examples count, not repeats. Source: J. Cohen, "Statistical Power Analysis for
 * the Behavioral Sciences" (1988), chapter 2, computed from the noncentral t distribution.
 *
 * @since 0.1
 */
public final class PairedMeanPower {

  private static final PairedMeanPower DEFAULT = new PairedMeanPower(Goal.DEFAULT);

  private final Goal goal;

  private PairedMeanPower(Goal goal) {
    this.goal = goal;
  }

  /** Two-sided at 0.05, with a power of 0.8. */
  public static PairedMeanPower withDefaults() {
    return DEFAULT;
  }

  /**
   * Errs with this probability where there is nothing to find.
   *
   * @throws IllegalArgumentException unless {@code 0 < alpha < 0.5} and below the power
   */
  public PairedMeanPower withAlpha(double alpha) {
    return new PairedMeanPower(goal.withAlpha(alpha));
  }

  /**
   * Is to find what there is with this probability.
   *
   * @throws IllegalArgumentException unless {@code alpha < power <= 0.999999}
   */
  public PairedMeanPower withPower(double power) {
    return new PairedMeanPower(goal.withPower(power));
  }

  /** Looks to these sides. */
  public PairedMeanPower with(Sides sides) {
    return new PairedMeanPower(goal.with(sides));
  }

  /**
   * Plans a test of non-inferiority: one-sided at alpha, it is to show that the effect lies above
   * {@code -margin}, where more is better. 0 plans a test for a difference again.
   *
   * @throws IllegalArgumentException if the margin is negative or not finite
   */
  public PairedMeanPower withMargin(double margin) {
    return new PairedMeanPower(goal.withMargin(margin));
  }

  /**
   * The probability that {@code n} examples show an effect of this size.
   *
   * @param effect the true mean difference; its sign matters with a margin only
   * @param standardDeviation of the differences, above 0
   * @return from 0 to 1; 0 for a single example, which no test can judge
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double power(long n, double effect, double standardDeviation) {
    Plans.count("n", n);
    Plans.finite("effect", effect);
    Plans.positive("standardDeviation", standardDeviation);
    return of((double) n, goal.reach(effect) / standardDeviation);
  }

  /**
   * How many examples it takes.
   *
   * @return empty where the effect is 0 or not above the margin, or 2^40 are too few
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalLong sampleSize(double effect, double standardDeviation) {
    Plans.finite("effect", effect);
    Plans.positive("standardDeviation", standardDeviation);
    double reach = goal.reach(effect) / standardDeviation;
    return reach > 0
        ? Search.leastCountOfGrowing(
            n -> of((double) n, reach), goal.power(), 2, goal.nearly(reach))
        : OptionalLong.empty();
  }

  /**
   * The least true difference, as a size, that {@code n} examples show with the power. With a
   * margin: the least true effect, which may be below 0.
   *
   * @return empty with fewer than two examples
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumDetectableEffect(long n, double standardDeviation) {
    OptionalDouble reach = leastReach(n, standardDeviation);
    return reach.isEmpty() ? reach : OptionalDouble.of(reach.getAsDouble() - goal.margin());
  }

  /**
   * The least margin by which {@code n} examples show an unchanged candidate to be no worse, with
   * the power, one-sided at alpha.
   *
   * @return empty with fewer than two examples
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumMargin(long n, double standardDeviation) {
    return new PairedMeanPower(goal.with(Sides.ONE).withMargin(0)).leastReach(n, standardDeviation);
  }

  // For plans in real numbers.
  double of(double n, double reach) {
    return n < 2 ? 0 : goal.ofStudent(reach * Math.sqrt(n), n - 1);
  }

  private OptionalDouble leastReach(long n, double standardDeviation) {
    Plans.count("n", n);
    Plans.positive("standardDeviation", standardDeviation);
    if (n < 2) {
      return OptionalDouble.empty();
    }
    OptionalDouble least =
        Search.least(d -> of((double) n, d), goal.power(), 4 / Math.sqrt((double) n));
    return least.isEmpty() ? least : OptionalDouble.of(least.getAsDouble() * standardDeviation);
  }
}
