package dev.assay.stats.sequential;

import dev.assay.stats.internal.Checks;

/**
 * How far a sum of independent deviations goes from 0 by chance, at all times at once: what makes
 * an interval around a running mean that may be looked at whenever one likes.
 *
 * <p>With probability {@code level} no sum whose variance has grown to {@code v} is ever further
 * than {@code sqrt((v + r) log((v + r) / (r alpha^2)))} from 0. Exact for normal deviations;
 * asymptotically, where each sum is of many, for others, also with estimated variances. Sources: H.
 * Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of
 * Mathematical Statistics 41 (1970); S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon,
 * "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49
 * (2021), equation 14; I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas,
 * "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52
 * (2024).
 *
 * @param level the probability, strictly between 0 and 1
 * @param r what the boundary is tuned by, above 0
 * @since 0.1
 */
public record NormalMixtureBoundary(double level, double r) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the level is not strictly between 0 and 1, or {@code r} not
   *     above 0 and finite
   */
  public NormalMixtureBoundary {
    Checks.level(level);
    if (!(r > 0 && r < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("r: " + r + " (expected: above 0, finite)");
    }
  }

  /**
   * The boundary that is about narrowest where the variance is {@code variance}; it must be chosen
   * before the first deviation is seen.
   *
   * @throws IllegalArgumentException if the level is not strictly between 0 and 1, or the variance
   *     not above 0 and finite
   */
  public static NormalMixtureBoundary tunedTo(double variance, double level) {
    double twice = -2 * Math.log1p(-Checks.level(level));
    return new NormalMixtureBoundary(level, variance / (twice + Math.log1p(twice)));
  }

  /**
   * The distance from 0 at this variance.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public double at(double variance) {
    if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "variance: " + variance + " (expected: 0 <= variance, finite)");
    }
    double sum = variance + r;
    return Math.sqrt(sum * (Math.log(sum / r) - 2 * Math.log1p(-level)));
  }
}
