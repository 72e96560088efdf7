package dev.assay.stats.effect;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Moments;
import dev.assay.stats.interval.Estimate;
import java.util.Optional;

/**
 * Cohen's dz: the mean difference of pairs, the first less the second, in standard deviations of
 * the differences.
 *
 * <p>It says how plainly pairs differ, and is what a paired test's power depends on. It cannot be
 * held against {@link CohensD}, since pairs that go together make it larger. Exact for normal
 * differences, from the noncentral t distribution. Pairs must be independent: give the means of
 * examples where there are repeats. Source: J. Cohen, "Statistical Power Analysis for the
 * Behavioral Sciences" (1988), section 2.3.5.
 *
 * @since 0.1
 */
public final class CohensDz {

  private static final CohensDz DEFAULT = new CohensDz(0.95);

  private final double level;

  private CohensDz(double level) {
    this.level = level;
  }

  /** With an interval of 95%. */
  public static CohensDz withDefaults() {
    return DEFAULT;
  }

  /**
   * Gives intervals of this level.
   *
   * @throws IllegalArgumentException if it is not strictly between 0 and 1
   */
  public CohensDz withLevel(double level) {
    return new CohensDz(Checks.level(level));
  }

  /**
   * Estimates dz; its {@code n} is the number of pairs.
   *
   * @return empty with fewer than two pairs, or where the differences are all equal but for
   *     rounding or leave the range of a double, or dz is beyond 1e100
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<Estimate> of(double[] first, double[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    Checks.finite("first", first);
    Checks.finite("second", second);
    int n = first.length;
    if (n < 2) {
      return Optional.empty();
    }
    double[] differences = new double[n];
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      differences[i] = first[i] - second[i];
      greatest = Math.max(greatest, Math.max(Math.abs(first[i]), Math.abs(second[i])));
      if (!Double.isFinite(differences[i])) {
        return Optional.empty();
      }
    }
    Moments moments = Moments.of(differences);
    double deviation = Math.sqrt(moments.variance());
    // Differences of equal size, as 0.3 - 0.2 and 0.2 - 0.1, are off by a rounding of the values.
    boolean constant = deviation <= 4 * Math.ulp(greatest);
    double dz = moments.mean() / deviation;
    if (constant || !NoncentralInterval.fits(dz) || Double.isInfinite(deviation)) {
      return Optional.empty();
    }
    return Optional.of(
        new Estimate(dz, NoncentralInterval.of(dz, 1 / Math.sqrt((double) n), n - 1, level), n));
  }
}
