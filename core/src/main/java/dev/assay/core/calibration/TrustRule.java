package dev.assay.core.calibration;

import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.interval.Estimate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an evaluator may be used for.
 *
 * <p>For gating, which rests on decisions: at least 30 labelled items, 5 of them passes and 5
 * failures, and agreement of its decisions with people's beyond chance (kappa) of at least 0.6 with
 * a lower end, at 95% or more, of at least 0.4; where people's own agreement is known, no more than
 * 0.1 below it. Labels that are grades need a grade from which people pass. Where the threshold was
 * chosen by the same labels the kappa is that of decisions held out from the choice. For trends:
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
  // But for rounding.
  private static final double LEAST_LEVEL = 0.95 - 1e-9;
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
    String name = deciding(figures);
    Estimate kappa = matrix == null ? null : estimate(figures, name);
    String against = againstGating(name, kappa, items, people, figures, matrix);
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

  // The agreement of decisions, as fairly as it can be had.
  static String deciding(Map<String, Figure> figures) {
    for (String name : new String[] {"held_out_kappa", "decision_kappa"}) {
      if (figures.containsKey(name)) {
        return name;
      }
    }
    return "kappa";
  }

  // Empty if nothing speaks against it.
  private static String againstGating(
      String name,
      @Nullable Estimate kappa,
      int items,
      Map<String, Figure> people,
      Map<String, Figure> figures,
      @Nullable ConfusionMatrix matrix) {
    if (matrix == null) {
      return "gating needs decisions to compare: labels of yes and of no, or grades and --pass-at";
    }
    if (items < LEAST_FOR_GATING) {
      return "gating needs " + LEAST_FOR_GATING + " labelled items, and there are " + items;
    }
    if (rarerClass(matrix) < LEAST_OF_A_CLASS) {
      return "gating needs "
          + LEAST_OF_A_CLASS
          + " passes and as many failures among the labels, and there are "
          + rarerClass(matrix)
          + " of one";
    }
    if (kappa == null) {
      return "no agreement of decisions could be computed: " + why(figures, name);
    }
    if (kappa.level() < LEAST_LEVEL) {
      return "gating needs intervals of 95% or more, and they are of " + 100 * kappa.level() + "%";
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
    Estimate own =
        estimate(people, people.containsKey("decision_kappa") ? "decision_kappa" : "kappa");
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
    for (String name : new String[] {"weighted_kappa", "kappa", "decision_kappa", "spearman"}) {
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

  private static @Nullable String why(Map<String, Figure> figures, String name) {
    Figure figure = figures.get(name);
    return figure == null ? "there is none" : figure.why();
  }

  private static @Nullable Estimate estimate(Map<String, Figure> figures, String name) {
    Figure figure = figures.get(name);
    return figure == null ? null : figure.estimate();
  }
}
