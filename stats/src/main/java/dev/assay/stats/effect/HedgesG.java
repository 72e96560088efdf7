package dev.assay.stats.effect;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;
import org.apache.commons.numbers.gamma.GammaRatio;

/**
 * Hedges' g: {@link CohensD}, the first less the second in pooled standard deviations, without its
 * bias in small samples.
 *
 * <p>Exact factor, by gamma functions; the interval is that of d by the same factor, and supposes
 * normal values of one variance. Source: L. V. Hedges, "Distribution theory for Glass's estimator
 * of effect size and related estimators", Journal of Educational Statistics 6 (1981).
 *
 * @since 0.1
 */
public final class HedgesG {

  private static final HedgesG DEFAULT = new HedgesG(CohensD.withDefaults());

  private final CohensD cohensD;

  private HedgesG(CohensD cohensD) {
    this.cohensD = cohensD;
  }

  /** With an interval of 95%. */
  public static HedgesG withDefaults() {
    return DEFAULT;
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public HedgesG withLevel(double level) {
    return new HedgesG(cohensD.withLevel(Checks.level(level)));
  }

  /**
   * Estimates g; its {@code n} is the number of values of both samples.
   *
   * @return empty with fewer than two values in either sample, or where no value deviates from its
   *     mean or the squares leave the range of a double, or d is beyond 1e100
   * @throws IllegalArgumentException if a value is not finite
   */
  public Optional<Estimate> of(double[] first, double[] second) {
    return cohensD.of(first, second).map(d -> scaled(d, factor((double) d.n() - 2)));
  }

  static double factor(double df) {
    return 1 / (Math.sqrt(df / 2) * GammaRatio.delta((df - 1) / 2, 0.5));
  }

  private static Estimate scaled(Estimate d, double factor) {
    return new Estimate(
        d.value() * factor, new Interval(d.low() * factor, d.high() * factor, d.level()), d.n());
  }
}
