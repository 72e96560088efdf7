package dev.assay.stats.correction;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.DrawnWeights;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A rate that a judge of known error rates reports, put right.
 *
 * <p>With sensitivity (how many of the good it passes) and specificity (how many of the bad it
 * fails) estimated from labels, the true rate is (reported + specificity - 1) / (sensitivity +
 * specificity - 1), cut to [0, 1]. It supposes that the judge errs on everything as on what was
 * labelled. The interval is Lang and Reiczigel's, which adds pseudo-observations and a shift so
 * that it keeps its coverage for small samples and rates near 0 and 1. Where items were drawn with
 * known probabilities, each of the three shares weighs by their inverse, and counts for as many
 * items as an equally weighted sample would need for Agresti and Coull's interval to be as wide as
 * the weighted share's. Sources: W. J. Rogan, B. Gladen, "Estimating prevalence from the results of
 * a screening test", American Journal of Epidemiology 107 (1978); Z. Lang, J. Reiczigel,
 * "Confidence limits for prevalence of disease adjusted for estimated sensitivity and specificity",
 * Preventive Veterinary Medicine 113 (2014).
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
    return of(
        new Share((double) passed / judged, judged),
        new Share((double) goodPassed / good, good),
        new Share((double) badFailed / bad, bad),
        good + bad);
  }

  /**
   * The true rate of all that items were drawn from with known probabilities; empty as {@link
   * #of(long, long, long, long, long, long)}.
   *
   * @param passed whether the judge passed each item
   * @param drawn with which probability each came to be judged; only their ratios matter
   * @param good whether each labelled item is good
   * @param goodPassed whether the judge passed each labelled item
   * @param labelDrawn with which probability each came to be judged and labelled; only their ratios
   *     matter
   * @throws IllegalArgumentException if lengths differ, a probability is outside (0, 1], or nothing
   *     was judged
   */
  public Optional<Estimate> ofSample(
      boolean[] passed, double[] drawn, boolean[] good, boolean[] goodPassed, double[] labelDrawn) {
    Checks.sameLength("passed", passed.length, "drawn", drawn.length);
    Checks.sameLength("good", good.length, "goodPassed", goodPassed.length);
    Checks.sameLength("good", good.length, "labelDrawn", labelDrawn.length);
    if (passed.length < 1) {
      throw new IllegalArgumentException("passed: none (expected: at least one)");
    }
    int[] ofGood = IntStream.range(0, good.length).filter(i -> good[i]).toArray();
    int[] ofBad = IntStream.range(0, good.length).filter(i -> !good[i]).toArray();
    if (ofGood.length == 0 || ofBad.length == 0) {
      return Optional.empty();
    }
    return of(
        share(IntStream.range(0, passed.length).toArray(), passed, true, drawn),
        share(ofGood, goodPassed, true, labelDrawn),
        share(ofBad, goodPassed, false, labelDrawn),
        good.length);
  }

  /**
   * A share, and how many items of one weight it is worth.
   *
   * @param value from 0 to 1
   * @param size above 0
   */
  private record Share(double value, double size) {}

  private Share share(int[] items, boolean[] flags, boolean which, double[] drawn) {
    double[] weights = DrawnWeights.of(IntStream.of(items).mapToDouble(i -> drawn[i]).toArray());
    double all = 0;
    double having = 0;
    for (int i = 0; i < items.length; i++) {
      all += weights[i];
      having += flags[items[i]] == which ? weights[i] : 0;
    }
    double value = having / all;
    double z = Normal.twoSided(level);
    double pseudo = z * z / 2;
    double own = 1 / DrawnWeights.effectiveSize(weights);
    double total = 1 + 2 * pseudo * own;
    double centre = (value + pseudo * own) / total;
    double squares = pseudo * own * own * (centre * centre + (1 - centre) * (1 - centre));
    for (int i = 0; i < items.length; i++) {
      double error = weights[i] / all * ((flags[items[i]] == which ? 1 : 0) - centre);
      squares += error * error;
    }
    double size = centre * (1 - centre) * total * total / squares - 2 * pseudo;
    return new Share(value, Math.max(1, size));
  }

  private Optional<Estimate> of(Share passed, Share sensitivity, Share specificity, long labels) {
    double youden = sensitivity.value + specificity.value - 1;
    Interval interval = interval(passed, sensitivity, specificity);
    if (youden <= 0 || interval == null) {
      return Optional.empty();
    }
    double value = cut((passed.value + specificity.value - 1) / youden);
    return Optional.of(
        new Estimate(
            value,
            new Interval(Math.min(value, interval.low()), Math.max(value, interval.high()), level),
            labels));
  }

  private @org.jspecify.annotations.Nullable Interval interval(
      Share passed, Share sensitivity, Share specificity) {
    double z = Normal.twoSided(level);
    double n = passed.size + z * z;
    double p = (passed.size * passed.value + z * z / 2) / n;
    double nGood = sensitivity.size + 2;
    double nBad = specificity.size + 2;
    double se = (sensitivity.size * sensitivity.value + 1) / nGood;
    double sp = (specificity.size * specificity.value + 1) / nBad;
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
