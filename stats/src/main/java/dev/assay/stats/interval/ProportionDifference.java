package dev.assay.stats.interval;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.ProportionScores;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Intervals for the difference of two proportions, the first less the second: of two independent
 * samples, or of one sample of pairs.
 *
 * <p>They suppose independent trials (or pairs) with the same probabilities. Every interval lies
 * within [-1, 1], holds the observed difference, and has a width also where all trials passed.
 * Repeats of one example are not independent: for these see {@link PairedDifference#ofGroups}.
 *
 * @since 0.1
 */
public final class ProportionDifference {

  /** Which interval. */
  public enum Method {
    /**
     * From the Wilson intervals of both proportions, and for pairs their correlation. Holds its
     * level from about 10 trials on. Sources: R. G. Newcombe, "Interval estimation for the
     * difference between independent proportions" (method 10) and "Improved confidence intervals
     * for the difference between binomial proportions based on paired data" (method 10), Statistics
     * in Medicine 17 (1998).
     */
    NEWCOMBE,
    /**
     * All differences that a score test does not reject: the one to use beside tests of
     * non-inferiority, with which it agrees. Sources: for samples R. W. Mee, "Confidence bounds for
     * the difference between two probabilities", Biometrics 40 (1984); for pairs T. Tango,
     * "Equivalence test and confidence interval for the difference in proportions for the
     * paired-sample design", Statistics in Medicine 17 (1998).
     */
    SCORE
  }

  private static final int HALVINGS = 200;
  private static final ProportionDifference DEFAULT =
      new ProportionDifference(Method.NEWCOMBE, 0.95);

  private final Method method;
  private final double level;

  private ProportionDifference(Method method, double level) {
    this.method = method;
    this.level = level;
  }

  /** Newcombe's interval, which covers with probability 0.95. */
  public static ProportionDifference withDefaults() {
    return DEFAULT;
  }

  /** Computes it so. */
  public ProportionDifference with(Method method) {
    return new ProportionDifference(requireNonNull(method, "method"), level);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public ProportionDifference withLevel(double level) {
    return new ProportionDifference(method, Levels.check(level));
  }

  /**
   * Estimates the difference of two independent samples' proportions; its {@code n} is the number
   * of trials of both.
   *
   * @throws IllegalArgumentException if there is no trial, or more successes than trials
   */
  public Estimate of(long successes1, long trials1, long successes2, long trials2) {
    Counts.check(successes1, trials1);
    Counts.check(successes2, trials2);
    double difference = (double) successes1 / trials1 - (double) successes2 / trials2;
    Interval interval =
        method == Method.NEWCOMBE
            ? newcombe(wilson(successes1, trials1), wilson(successes2, trials2), 0)
            : inverted(
                difference,
                d -> ProportionScores.unpaired(successes1, trials1, successes2, trials2, d));
    return new Estimate(difference, interval, trials1 + trials2);
  }

  /** Estimates the difference in pass rate between the two of a pair; {@code n} counts pairs. */
  public Estimate paired(PairedOutcomes outcomes) {
    long n = outcomes.pairs();
    Interval interval =
        method == Method.NEWCOMBE
            ? newcombe(
                wilson(outcomes.bothPass() + outcomes.onlyFirst(), n),
                wilson(outcomes.bothPass() + outcomes.onlySecond(), n),
                correlation(outcomes))
            : inverted(
                outcomes.difference(),
                d -> ProportionScores.paired(n, outcomes.onlyFirst(), outcomes.onlySecond(), d));
    return new Estimate(outcomes.difference(), interval, n);
  }

  private Estimate wilson(long successes, long trials) {
    return WilsonInterval.withDefaults().withLevel(level).of(successes, trials);
  }

  private Interval newcombe(Estimate first, Estimate second, double correlation) {
    double difference = first.value() - second.value();
    double below =
        distance(first.value() - first.low(), second.high() - second.value(), correlation);
    double above =
        distance(first.high() - first.value(), second.value() - second.low(), correlation);
    return new Interval(Math.max(-1, difference - below), Math.min(1, difference + above), level);
  }

  private static double distance(double first, double second, double correlation) {
    double squared = first * first - 2 * correlation * first * second + second * second;
    return Math.sqrt(Math.max(0, squared));
  }

  // Phi, less a correction for continuity where it is positive.
  private static double correlation(PairedOutcomes o) {
    double n = o.pairs();
    double first = o.bothPass() + o.onlyFirst();
    double second = o.bothPass() + o.onlySecond();
    double product = Math.sqrt(first * (n - first)) * Math.sqrt(second * (n - second));
    double cross = (double) o.bothPass() * o.bothFail() - (double) o.onlyFirst() * o.onlySecond();
    double corrected = cross > 0 ? Math.max(0, cross - n / 2) : cross;
    return product == 0 ? 0 : corrected / product;
  }

  // The score falls in the supposed difference.
  private Interval inverted(double difference, DoubleUnaryOperator score) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
    return new Interval(
        crossing(score, z, -1, difference), crossing(score, -z, difference, 1), level);
  }

  private static double crossing(DoubleUnaryOperator score, double z, double low, double high) {
    double above = low;
    double below = high;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (above + below) / 2;
      if (middle <= above || middle >= below) {
        break;
      }
      if (score.applyAsDouble(middle) > z) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return low == -1 ? above : below;
  }
}
