package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.ValueUnit;
import dev.assay.stats.interval.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * What answers took or cost in both runs: a quantile of latency, or a mean.
 *
 * @param name such as {@code latency p95} or {@code tokens}
 * @param unit what it is counted in
 * @param base in the base; null if nothing was measured
 * @param candidate in the candidate
 * @param difference candidate minus base, with its interval; null if it cannot be computed
 * @since 0.1
 */
public record Amount(
    String name,
    ValueUnit unit,
    @Nullable Estimate base,
    @Nullable Estimate candidate,
    @Nullable Estimate difference) {

  /** Checks the parts. */
  public Amount {
    requireNonNull(name, "name");
    requireNonNull(unit, "unit");
  }
}
