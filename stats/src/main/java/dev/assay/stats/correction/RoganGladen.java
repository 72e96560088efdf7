package dev.assay.stats.correction;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * A rate that a judge of known error rates reports, put right.
 *
 * <p>With sensitivity (how many of the good it passes) and specificity (how many of the bad it
 * fails) estimated from labels, the true rate is (reported + specificity - 1) / (sensitivity +
 * specificity - 1), cut to [0, 1]. It supposes that the judge errs on everything as on what was
 * labelled. The interval is Lang and Reiczigel's, which adds pseudo-observations and a shift so
 * that it keeps its coverage for small samples and rates near 0 and 1. Sources: W. J. Rogan, B.
 * Gladen, "Estimating prevalence from the results of a screening test", American Journal of
 * Epidemiology 107 (1978); Z. Lang, J. Reiczigel, "Confidence limits for prevalence of disease
 * adjusted for estimated sensitivity and specificity", Preventive Veterinary Medicine 113 (2014).
 *
 * @since 0.1
 */
public final class RoganGladen {

  private static final RoganGladen DEFAULT = new RoganGladen(0.95);

  private final double level;

  private RoganGladen(double level) {
    this.level = level;
  }

  /** With a 95% interval. */
  public static RoganGladen withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public RoganGladen withLevel(double level) {
    return new RoganGladen(Checks.level(level));
  }

  /**
   * The true rate; empty where the labels hold no good or no bad item, or the judge does no better
   * than chance on them, so that what it reports says nothing, or what it reports cannot come from
   * such error rates.
   *
   * @param passed how many of {@code judged} the judge passed
   * @param goodPassed how many of the {@code good} labelled items it passed
   * @param badFailed how many of the {@code bad} labelled items it failed
   * @throws IllegalArgumentException if a count is negative or above its whole, or nothing was
   *     judged
   */
  public Optional<Estimate> of(
      long passed, long judged, long goodPassed, long good, long badFailed, long bad) {
    check("passed", passed, judged);
    check("goodPassed", goodPassed, good);
    check("badFailed", badFailed, bad);
    if (judged < 1) {
      throw new IllegalArgumentException("judged: " + judged + " (expected: at least 1)");
    }
    if (good == 0 || bad == 0) {
      return Optional.empty();
    }
    double rate = (double) passed / judged;
    double sensitivity = (double) goodPassed / good;
    double specificity = (double) badFailed / bad;
    double youden = sensitivity + specificity - 1;
    Interval interval = interval(rate, judged, sensitivity, good, specificity, bad);
    if (youden <= 0 || interval == null) {
      return Optional.empty();
    }
    double value = cut((rate + specificity - 1) / youden);
    return Optional.of(
        new Estimate(
            value,
            new Interval(Math.min(value, interval.low()), Math.max(value, interval.high()), level),
            good + bad));
  }

  private @org.jspecify.annotations.Nullable Interval interval(
      double rate, long judged, double sensitivity, long good, double specificity, long bad) {
    double z = Normal.twoSided(level);
    double n = judged + z * z;
    double p = (judged * rate + z * z / 2) / n;
    double nGood = good + 2.0;
    double nBad = bad + 2.0;
    double se = (good * sensitivity + 1) / nGood;
    double sp = (bad * specificity + 1) / nBad;
    double youden = se + sp - 1;
    if (youden <= 0) {
      return null;
    }
    double prevalence = (p + sp - 1) / youden;
    double shift =
        2 * z * z * (prevalence * se * (1 - se) / nGood - (1 - prevalence) * sp * (1 - sp) / nBad);
    double variance =
        (p * (1 - p) / n
                + prevalence * prevalence * se * (1 - se) / nGood
                + (1 - prevalence) * (1 - prevalence) * sp * (1 - sp) / nBad)
            / (youden * youden);
    double half = z * Math.sqrt(variance);
    if (prevalence + shift + half <= 0 || prevalence + shift - half >= 1) {
      return null;
    }
    return new Interval(cut(prevalence + shift - half), cut(prevalence + shift + half), level);
  }

  private static double cut(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private static void check(String name, long part, long whole) {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException(
          name + ": " + part + " (expected: 0 <= " + name + " <= " + whole + ")");
    }
  }
}
