package dev.assay.stats.summary;

import dev.assay.stats.internal.Normal;

/**
 * The variance of a weighted mean, put right for small samples, with its degrees of freedom by
 * Satterthwaite's method.
 */
record DesignVariance(double variance, double degreesOfFreedom) {

  double half(double level) {
    return Double.isFinite(variance)
        ? Normal.twoSidedT(level, degreesOfFreedom) * Math.sqrt(variance)
        : Double.POSITIVE_INFINITY;
  }
}
