package dev.assay.stats.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * Hájek's estimator of a mean: values weighted by the inverse of the probability with which each
 * was drawn, over the sum of the weights.
 *
 * <p>It needs no count of what was sampled from, and of values that are all equal it gives just
 * that value. The interval uses the linearised variance, corrected for small samples, and Student's
 * distribution with Satterthwaite's degrees of freedom. It is good where no few items carry most of
 * the weight; where they do, and their values are unlike the rest, it is too narrow. For rates use
 * {@link HajekProportion}, whose interval keeps a width where all sampled items agree. Sources: J.
 * Hájek, comment on a paper by D. Basu, in "Foundations of statistical inference" (1971); C.-E.
 * Särndal, B. Swensson, J. Wretman, "Model assisted survey sampling" (1992), section 5.7.
 *
 * @since 0.1
 */
public final class HajekMean {

  private static final HajekMean DEFAULT =
      new HajekMean(Scope.PROCESS, 0.95, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final Scope scope;
  private final double level;
  private final double least;
  private final double greatest;

  private HajekMean(Scope scope, double level, double least, double greatest) {
    this.scope = scope;
    this.level = level;
    this.least = least;
    this.greatest = greatest;
  }

  /** The mean of what brought the items forth, at 95%, for values without bounds. */
  public static HajekMean withDefaults() {
    return DEFAULT;
  }

  /** Estimates the mean of this. */
  public HajekMean with(Scope scope) {
    return new HajekMean(requireNonNull(scope, "scope"), level, least, greatest);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public HajekMean withLevel(double level) {
    return new HajekMean(scope, Checks.level(level), least, greatest);
  }

  /**
   * For values that cannot leave {@code [least, greatest]}: the interval is cut there. Infinite
   * ends are no bound.
   *
   * @throws IllegalArgumentException unless {@code least <= greatest}
   */
  public HajekMean withBounds(double least, double greatest) {
    if (!(least <= greatest)) {
      throw new IllegalArgumentException(
          "bounds: [" + least + ", " + greatest + "] (expected: least <= greatest)");
    }
    return new HajekMean(scope, level, least, greatest);
  }

  /**
   * Estimates the mean; empty for fewer than two values.
   *
   * <p>Of values that are all equal the interval is that one point, which says how the sample is
   * and not how sure it is. Where one weight is so large that the others say nothing, or squares
   * leave the range of a double, it has no ends but the bounds.
   *
   * @param values of the sampled items
   * @param probability with which each was drawn
   * @return an estimate whose {@code n} is the number of sampled items
   * @throws IllegalArgumentException if the lengths differ, a value is not finite or out of the
   *     bounds, or a probability is outside (0, 1]
   */
  public Optional<Estimate> of(double[] values, double[] probability) {
    Checks.sameLength("values", values.length, "probability", probability.length);
    SamplingChecks.within("value", values, least, greatest);
    SampleWeights weights = SampleWeights.of(probability, scope);
    if (values.length < 2) {
      return Optional.empty();
    }
    double mean = weights.mean(values);
    SampleWeights.SmallSample small = weights.smallSample();
    double half =
        Normal.twoSidedT(level, small.degreesOfFreedom())
            * Math.sqrt(weights.variance(values, mean))
            * Math.sqrt(small.factor());
    if (Double.isNaN(half)) {
      half = Double.POSITIVE_INFINITY;
    }
    Interval interval =
        new Interval(Math.max(least, mean - half), Math.min(greatest, mean + half), level);
    return Optional.of(new Estimate(mean, interval, values.length));
  }
}
