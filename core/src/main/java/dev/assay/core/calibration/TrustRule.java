package dev.assay.core.calibration;

import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.interval.Estimate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an evaluator may be used for.
 *
 * <p>For gating: at least 30 labelled items, 5 of them passes and 5 failures, and agreement with
 * people beyond chance (kappa, for grades quadratically weighted) of at least 0.6 with a lower end
 * of at least 0.4; where people's own agreement is known, no more than 0.1 below it. For trends:
 * agreement, rank correlation, or area under the curve surely better than chance. Else not at all.
 * The limits follow J. R. Landis and G. G. Koch, "The measurement of observer agreement for
 * categorical data", Biometrics 33 (1977), who call 0.6 substantial and 0.4 moderate.
 *
 * @param trust what it may be used for
 * @param why by which rule
 */
record TrustRule(Trust trust, String why) {

  private static final int LEAST_FOR_GATING = 30;
  private static final int LEAST_OF_A_CLASS = 5;
  private static final double SUBSTANTIAL = 0.6;
  private static final double MODERATE = 0.4;
  private static final double BELOW_PEOPLE = 0.1;
  // More than rounding leaves of a kappa that is 0 because the evaluator says the same of
  // everything.
  private static final double SURELY = 1e-6;

  static TrustRule of(
      int items,
      Map<String, Figure> people,
      Map<String, Figure> figures,
      @Nullable ConfusionMatrix matrix) {
    if (items < Calibrator.LEAST_LABELS) {
      return new TrustRule(Trust.NONE, Calibrator.tooFew(items) + " to say anything");
    }
    String name = figures.containsKey("weighted_kappa") ? "weighted_kappa" : "kappa";
    Estimate kappa = estimate(figures, name);
    if (kappa == null && name.equals("weighted_kappa")) {
      name = "spearman";
      kappa = estimate(figures, name);
    }
    String against =
        kappa == null
            ? "no agreement could be computed"
            : againstGating(name, kappa, items, people, matrix);
    if (against.isEmpty() && kappa != null) {
      return new TrustRule(
          Trust.GATING,
          String.format(
              Locale.ROOT,
              "%s %.2f is at least %.1f, its lower end %.2f at least %.1f, on %d items",
              name,
              kappa.value(),
              SUBSTANTIAL,
              kappa.low(),
              MODERATE,
              items));
    }
    String better = betterThanChance(figures);
    return better.isEmpty()
        ? new TrustRule(Trust.NONE, against + "; and nothing shows that it does better than chance")
        : new TrustRule(Trust.TRENDS, better + ", but " + against);
  }

  // Empty if nothing speaks against it.
  private static String againstGating(
      String name,
      Estimate kappa,
      int items,
      Map<String, Figure> people,
      @Nullable ConfusionMatrix matrix) {
    if (items < LEAST_FOR_GATING) {
      return "gating needs " + LEAST_FOR_GATING + " labelled items, and there are " + items;
    }
    if (matrix != null && rarerClass(matrix) < LEAST_OF_A_CLASS) {
      return "gating needs "
          + LEAST_OF_A_CLASS
          + " passes and as many failures among the labels, and there are "
          + rarerClass(matrix)
          + " of one";
    }
    if (kappa.value() < SUBSTANTIAL || kappa.low() < MODERATE) {
      return String.format(
          Locale.ROOT,
          "gating needs %s of at least %.1f with a lower end of at least %.1f, and it is %.2f [%.2f, %.2f]",
          name,
          SUBSTANTIAL,
          MODERATE,
          kappa.value(),
          kappa.low(),
          kappa.high());
    }
    Estimate own = estimate(people, name);
    if (own != null && kappa.value() < own.value() - BELOW_PEOPLE) {
      return String.format(
          Locale.ROOT,
          "people agree with each other more (%s %.2f) than with it (%.2f)",
          name,
          own.value(),
          kappa.value());
    }
    return "";
  }

  private static String betterThanChance(Map<String, Figure> figures) {
    for (String name : new String[] {"weighted_kappa", "kappa", "spearman"}) {
      Estimate estimate = estimate(figures, name);
      if (estimate != null && estimate.low() > SURELY) {
        return String.format(
            Locale.ROOT,
            "%s %.2f [%.2f, %.2f] is above 0",
            name,
            estimate.value(),
            estimate.low(),
            estimate.high());
      }
    }
    Estimate area = estimate(figures, "auroc");
    return area != null && area.low() > 0.5
        ? String.format(
            Locale.ROOT,
            "auroc %.2f [%.2f, %.2f] is above 0.5",
            area.value(),
            area.low(),
            area.high())
        : "";
  }

  private static long rarerClass(ConfusionMatrix matrix) {
    return Math.min(
        matrix.truePositives() + matrix.falseNegatives(),
        matrix.trueNegatives() + matrix.falsePositives());
  }

  private static @Nullable Estimate estimate(Map<String, Figure> figures, String name) {
    Figure figure = figures.get(name);
    return figure == null ? null : figure.estimate();
  }
}
