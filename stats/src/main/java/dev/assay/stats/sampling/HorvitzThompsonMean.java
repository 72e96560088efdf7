package dev.assay.stats.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * Horvitz and Thompson's estimator of a mean: values over the probability with which each was
 * drawn, over the known number of items sampled from.
 *
 * <p>It is without bias whatever the probabilities, but varies with how many items happen to be
 * drawn, even where all values are equal: prefer {@link HajekMean} for means of scores. It serves
 * where values are about in proportion to their probability, as costs are where costly items are
 * drawn more often. The interval uses the Poisson variance and Student's distribution with one
 * degree of freedom less than there are values; with a few large weights it is too narrow. Source:
 * D. G. Horvitz, D. J. Thompson, "A generalization of sampling without replacement from a finite
 * universe", JASA 47 (1952).
 *
 * @since 0.1
 */
public final class HorvitzThompsonMean {

  private static final HorvitzThompsonMean DEFAULT = new HorvitzThompsonMean(Scope.PROCESS, 0.95);

  private final Scope scope;
  private final double level;

  private HorvitzThompsonMean(Scope scope, double level) {
    this.scope = scope;
    this.level = level;
  }

  /** The mean of what brought the items forth, at 95%. */
  public static HorvitzThompsonMean withDefaults() {
    return DEFAULT;
  }

  /** Estimates the mean of this. */
  public HorvitzThompsonMean with(Scope scope) {
    return new HorvitzThompsonMean(requireNonNull(scope, "scope"), level);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public HorvitzThompsonMean withLevel(double level) {
    return new HorvitzThompsonMean(scope, Checks.level(level));
  }

  /**
   * Estimates the mean; empty for fewer than two values.
   *
   * <p>The estimate may lie outside the range of the values. The interval has no ends where squares
   * leave the range of a double.
   *
   * @param values of the sampled items
   * @param probability with which each was drawn
   * @param population how many items were sampled from, drawn or not
   * @return an estimate whose {@code n} is the number of sampled items
   * @throws IllegalArgumentException if the lengths differ, a value is not finite, a probability is
   *     outside (0, 1], the population is smaller than the sample, or the estimate leaves the range
   *     of a double
   */
  public Optional<Estimate> of(double[] values, double[] probability, long population) {
    Checks.sameLength("values", values.length, "probability", probability.length);
    Checks.finite("value", values);
    if (population < values.length) {
      throw new IllegalArgumentException(
          "population: "
              + population
              + " (expected: at least the "
              + values.length
              + " sampled items)");
    }
    SampleWeights weights = SampleWeights.of(probability, scope);
    int n = values.length;
    if (n < 2) {
      return Optional.empty();
    }
    double mean = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double share = values[i] / probability[i] / population;
      mean += share;
      variance += (1 - probability[i]) * share * share;
    }
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "mean: " + mean + " (expected: values over probabilities within a double's range)");
    }
    if (scope == Scope.PROCESS) {
      variance += weights.spread(values, weights.mean(values)) / population;
    }
    double half =
        Double.isFinite(variance)
            ? Normal.twoSidedT(level, n - 1.0) * Math.sqrt(variance)
            : Double.POSITIVE_INFINITY;
    return Optional.of(new Estimate(mean, new Interval(mean - half, mean + half, level), n));
  }
}
