package dev.assay.monitor.window;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.Scope;
import dev.assay.stats.summary.MomentsSummary;
import dev.assay.stats.summary.WeightedCountsSummary;
import dev.assay.stats.summary.WeightedMeanSummary;
import java.util.Optional;

/** Samples of the summaries that windows hold. */
final class Samples {

  /** Of intervals that a variance is told from: near to the middle, where all are alike. */
  static final double LEVEL = 0.8;

  // The 90% quantile of the standard normal.
  private static final double HALF_WIDTHS = 1.2815515655446004;

  private Samples() {}

  /** From the interval, as one observation; empty if it has no ends or no width. */
  static Optional<Sample> of(Estimate estimate) {
    double error = (estimate.high() - estimate.low()) / 2 / HALF_WIDTHS;
    return error > 0 && error < 1e150
        ? Optional.of(new Sample(estimate.value(), 1, error * error, estimate.n()))
        : Optional.empty();
  }

  /** Of a share over everything. */
  static Optional<Sample> ofRate(Estimate rate) {
    double p = rate.value();
    return Optional.of(new Sample(p, rate.n(), p * (1 - p), rate.n()));
  }

  /** So many of a whole; empty where there is no whole. */
  static Optional<Sample> ofCounts(long part, long whole) {
    double p = (double) part / whole;
    return whole < 1
        ? Optional.empty()
        : Optional.of(new Sample(p, (double) whole, Math.max(0, p * (1 - p)), whole));
  }

  static Optional<Sample> of(MomentsSummary moments) {
    double variance = moments.variance().orElse(Double.POSITIVE_INFINITY);
    return moments.count() < 2 || Double.isInfinite(variance)
        ? Optional.empty()
        : Optional.of(
            new Sample(
                moments.mean().orElse(0), (double) moments.count(), variance, moments.count()));
  }

  static Optional<Sample> of(WeightedMeanSummary mean) {
    double variance = mean.variance();
    return mean.hajek(Scope.PROCESS, LEVEL)
        .filter(estimate -> mean.effectiveSize() > 0 && Double.isFinite(variance))
        .map(
            estimate ->
                new Sample(
                    estimate.value(), mean.effectiveSize(), variance, estimate.n(), mean.weight()));
  }

  static Optional<Sample> of(WeightedCountsSummary counts, String category) {
    double size = counts.effectiveSize();
    return counts
        .share(category, Scope.PROCESS, LEVEL)
        .filter(share -> size > 0)
        .map(
            share ->
                new Sample(
                    share.value(),
                    size,
                    share.value() * (1 - share.value()),
                    share.n(),
                    counts.weight()));
  }
}
