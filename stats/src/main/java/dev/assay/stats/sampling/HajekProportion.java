package dev.assay.stats.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * Hájek's estimator of a proportion, with Agresti and Coull's interval carried over to weights.
 *
 * <p>To the sampled items the interval adds, for 95% about two successes and two failures, each
 * with the weight that a sampled item has on average in the variance, and takes the linearised
 * variance of all. So it keeps a width where all sampled items agree, and allows for what a few
 * items of large weight may have missed, which Wilson's interval at an effective size does not;
 * where heavy weights meet a rare outcome it is on the wide side. With equal probabilities it is
 * Agresti and Coull's own, for {@link Scope#POPULATION} with the sampled share taken off the
 * variance. Source for equal weights: A. Agresti, B. A. Coull, "Approximate is better than 'exact'
 * for interval estimation of binomial proportions", The American Statistician 52 (1998); for the
 * variance see {@link HajekMean}.
 *
 * @since 0.1
 */
public final class HajekProportion {

  private static final HajekProportion DEFAULT = new HajekProportion(Scope.PROCESS, 0.95);

  private final Scope scope;
  private final double level;

  private HajekProportion(Scope scope, double level) {
    this.scope = scope;
    this.level = level;
  }

  /** The proportion of what brought the items forth, at 95%. */
  public static HajekProportion withDefaults() {
    return DEFAULT;
  }

  /** Estimates the proportion of this. */
  public HajekProportion with(Scope scope) {
    return new HajekProportion(requireNonNull(scope, "scope"), level);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public HajekProportion withLevel(double level) {
    return new HajekProportion(scope, Checks.level(level));
  }

  /**
   * Estimates the proportion; empty without any item. Where every item of the population was drawn
   * for certain, its interval is that one point.
   *
   * @param success whether each sampled item is one
   * @param probability with which each was drawn
   * @return an estimate whose {@code n} is the number of sampled items
   * @throws IllegalArgumentException if the lengths differ or a probability is outside (0, 1]
   */
  public Optional<Estimate> of(boolean[] success, double[] probability) {
    Checks.sameLength("success", success.length, "probability", probability.length);
    SampleWeights weights = SampleWeights.of(probability, scope);
    if (success.length == 0) {
      return Optional.empty();
    }
    double[] values = new double[success.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = success[i] ? 1 : 0;
    }
    double p = weights.mean(values);
    return Optional.of(new Estimate(p, interval(weights, values, p), success.length));
  }

  private Interval interval(SampleWeights weights, double[] values, double p) {
    double z = Normal.twoSided(level);
    double pseudo = z * z / 2;
    double weight = 1 / weights.effectiveSize();
    double total = 1 + 2 * pseudo * weight;
    double centre = (p + pseudo * weight) / total;
    double squares =
        weights.variance(values, centre)
            + pseudo * weight * weight * (centre * centre + (1 - centre) * (1 - centre));
    double half = z * Math.sqrt(squares) / total;
    return new Interval(
        Math.max(0, Math.min(p, centre - half)), Math.min(1, Math.max(p, centre + half)), level);
  }
}
