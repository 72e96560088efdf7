package dev.assay.stats.power;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;

/**
 * Plans a comparison of pass rates on the same examples: McNemar's test, and with a margin Tango's
 * test of non-inferiority.
 *
 * <p>What it takes depends on how many pairs are discordant: passed by one system and failed by the
 * other. {@code discordant} is their share in all, the effect included, as a pilot comparison shows
 * it, unless {@link Discordant#BY_NOISE} is asked for. An effect cannot have fewer discordant pairs
 * than its size, nor can more be won than had failed: where the share says otherwise it is moved to
 * the nearest that can be. Of independent noise alone it is {@link #discordantByNoise}.
 *
 * <p>The effect is the candidate's rate less the baseline's: below 0 for a drop. Sources: S. W.
 * Duffy, "Asymptotic and exact power for the McNemar test and its analogue with R controls per
 * case", Biometrics 40 (1984); R. J. Connor, "Sample size for testing differences in proportions
 * for the paired-sample design", Biometrics 43 (1987); T. Tango, "Equivalence test and confidence
 * interval for the difference in proportions for the paired-sample design", Statistics in Medicine
 * 17 (1998).
 *
 * @since 0.1
 */
public final class PairedProportionPower {

  /** Which test for a difference is planned; one with a margin is always asymptotic. */
  public enum Method {
    /** The exact test; its power is exact too, summed over the number of discordant pairs. */
    EXACT,
    /** The chi-square test without correction; an approximation from 25 discordant pairs on. */
    ASYMPTOTIC
  }

  /** What the share of discordant pairs counts. */
  public enum Discordant {
    /** All of them, the effect included, as in a pilot comparison of two systems. */
    IN_ALL,
    /**
     * Those of an unchanged system, as in two runs of the same one; the effect comes on top. Asks
     * for more examples.
     */
    BY_NOISE
  }

  // Beyond, exact and asymptotic power are the same to three digits.
  private static final long MOST_EXACT = 100_000;
  private static final PairedProportionPower DEFAULT =
      new PairedProportionPower(Goal.DEFAULT, Method.EXACT, Discordant.IN_ALL, 1, 0);

  private final Method method;
  private final Discordant counted;
  private final int repeats;
  private final double correlation;

  private final Goal goal;

  private PairedProportionPower(
      Goal goal, Method method, Discordant counted, int repeats, double correlation) {
    this.goal = goal;
    this.method = method;
    this.counted = counted;
    this.repeats = repeats;
    this.correlation = correlation;
  }

  /** Two-sided at 0.05, with a power of 0.8, by the exact test, one repeat of each example. */
  public static PairedProportionPower withDefaults() {
    return DEFAULT;
  }

  /**
   * Errs with this probability where there is nothing to find.
   *
   * @throws IllegalArgumentException unless {@code 0 < alpha < 0.5} and below the power
   */
  public PairedProportionPower withAlpha(double alpha) {
    return new PairedProportionPower(goal.withAlpha(alpha), method, counted, repeats, correlation);
  }

  /**
   * Is to find what there is with this probability.
   *
   * @throws IllegalArgumentException unless {@code alpha < power <= 0.999999}
   */
  public PairedProportionPower withPower(double power) {
    return new PairedProportionPower(goal.withPower(power), method, counted, repeats, correlation);
  }

  /** Looks to these sides. */
  public PairedProportionPower with(Sides sides) {
    return new PairedProportionPower(goal.with(sides), method, counted, repeats, correlation);
  }

  /**
   * Plans a test of non-inferiority: one-sided at alpha, it is to show that the effect lies above
   * {@code -margin}, where more is better. 0 plans a test for a difference again.
   *
   * @throws IllegalArgumentException if the margin is not from 0 to below 1
   */
  public PairedProportionPower withMargin(double margin) {
    return new PairedProportionPower(
        goal.withShareMargin(margin), method, counted, repeats, correlation);
  }

  /** Plans this test. */
  public PairedProportionPower with(Method method) {
    return new PairedProportionPower(
        goal, requireNonNull(method, "method"), counted, repeats, correlation);
  }

  /** Takes the share of discordant pairs for this. */
  public PairedProportionPower with(Discordant counted) {
    return new PairedProportionPower(
        goal, method, requireNonNull(counted, "counted"), repeats, correlation);
  }

  /**
   * Plans so many repeats of each example by each system, and a t test on the examples' mean
   * differences instead of McNemar's.
   *
   * @param correlation of the differences of two repeats of one example, from 0 to 1: 0 where
   *     systems differ by noise alone, 1 where each answers as it always does and repeats are of no
   *     use; see {@link VarianceComponents#correlation}
   * @throws IllegalArgumentException if {@code repeats < 1} or the correlation is out of its range
   */
  public PairedProportionPower withRepeats(int repeats, double correlation) {
    Plans.share("correlation", correlation);
    return new PairedProportionPower(goal, method, counted, Plans.repeats(repeats), correlation);
  }

  /**
   * The share of discordant pairs where both systems pass each example with this probability,
   * independently: {@code 2 p (1 - p)}. It is less where examples differ in difficulty, as they do.
   *
   * @throws IllegalArgumentException if the rate is not from 0 to 1
   */
  public static double discordantByNoise(double rate) {
    Plans.share("rate", rate);
    return 2 * rate * (1 - rate);
  }

  /**
   * The probability that {@code n} pairs show an effect.
   *
   * @param baseline the baseline's pass rate, from 0 to 1
   * @param effect the candidate's rate less the baseline's
   * @param discordant the share of discordant pairs, from 0 to 1
   * @return from 0 to 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public double power(long n, double baseline, double effect, double discordant) {
    Plans.count("n", n);
    Plans.rate(baseline, effect);
    Plans.share("discordant", discordant);
    return of((double) n, baseline, effect, discordant);
  }

  /**
   * How many pairs it takes.
   *
   * @return empty where the effect is 0 or not above the margin, or 2^40 are too few
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalLong sampleSize(double baseline, double effect, double discordant) {
    Plans.rate(baseline, effect);
    Plans.share("discordant", discordant);
    if (goal.reach(effect) <= 0) {
      return OptionalLong.empty();
    }
    Flips flips = flips(baseline, effect, discordant);
    ExactPower exact = new ExactPower(flips, goal);
    LongToDoubleFunction power = n -> of((double) n, effect, flips, exact);
    return isExact()
        ? Search.leastCount(power, goal.power(), 1)
        : Search.leastCountOfGrowing(power, goal.power(), 1);
  }

  /**
   * The least drop from the baseline that {@code n} pairs show with the power, as a number above 0;
   * for the least rise give {@code 1 - baseline}. With a margin: the least rise needed to be shown
   * to be no worse, which is below 0 where even a small drop would be.
   *
   * @return empty where no drop (or rise) would be shown
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumDetectableEffect(long n, double baseline, double discordant) {
    Plans.count("n", n);
    Plans.share("baseline", baseline);
    Plans.share("discordant", discordant);
    if (goal.nonInferiority()) {
      double low = -Math.min(goal.margin(), baseline);
      return Search.least(
          effect -> of((double) n, baseline, effect, discordant), goal.power(), low, 1 - baseline);
    }
    return Search.least(
        drop -> of((double) n, baseline, -drop, discordant), goal.power(), 0, baseline);
  }

  /**
   * The least margin by which {@code n} pairs show an unchanged candidate to be no worse, with the
   * power, one-sided at alpha.
   *
   * @return empty where there is none below 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptionalDouble minimumMargin(long n, double baseline, double discordant) {
    Plans.count("n", n);
    Plans.share("baseline", baseline);
    Plans.share("discordant", discordant);
    return Search.least(
        margin -> withMargin(margin).of((double) n, baseline, 0, discordant),
        goal.power(),
        0,
        Math.nextDown(1.0));
  }

  private double of(double n, double baseline, double effect, double discordant) {
    Flips flips = flips(baseline, effect, discordant);
    return of(n, effect, flips, new ExactPower(flips, goal));
  }

  private Flips flips(double baseline, double effect, double discordant) {
    double all = counted == Discordant.IN_ALL ? discordant : discordant + Math.abs(effect);
    return Flips.of(baseline, effect, Math.min(1, all));
  }

  private boolean isExact() {
    return repeats == 1 && method == Method.EXACT && !goal.nonInferiority();
  }

  private double of(double n, double effect, Flips flips, ExactPower exact) {
    double reach = goal.reach(effect);
    if (repeats > 1) {
      double variance = flips.variance() * Plans.ofRepeats(repeats, correlation);
      if (n < 2) {
        return 0;
      }
      return variance == 0
          ? (reach > 0 ? 1 : 0)
          : goal.ofStudent(reach * Math.sqrt(n / variance), n - 1);
    }
    if (isExact() && n <= MOST_EXACT) {
      return exact.of((long) n);
    }
    double supposed = flips.varianceAt(-goal.margin());
    return goal.ofNormal(reach * Math.sqrt(n), Math.sqrt(supposed), Math.sqrt(flips.variance()));
  }
}
