package dev.assay.core.calibration;

import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.agreement.CohenKappa.Weights;
import dev.assay.stats.agreement.KrippendorffAlpha;
import dev.assay.stats.agreement.KrippendorffAlpha.Metric;
import dev.assay.stats.bootstrap.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far people agree with each other: no evaluator can be held to more. */
final class PeopleAgreement {

  private static final int MOST_PAIRS = 15;

  private final Pairing pairing;
  private final boolean binary;
  private final CalibrationOptions options;

  PeopleAgreement(Pairing pairing, boolean binary, CalibrationOptions options) {
    this.pairing = pairing;
    this.binary = binary;
    this.options = options;
  }

  Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    List<String> people = pairing.annotators();
    if (people.size() < 2) {
      String why = "one annotator; two or more must label the same items";
      figures.put("kappa", Figure.none(why));
      figures.put("weighted_kappa", Figure.none(why));
      figures.put("alpha", Figure.none(why));
      return figures;
    }
    figures.put("kappa", pairs(people, Weights.NONE, figures));
    figures.put(
        "weighted_kappa",
        binary
            ? Figure.none("labels are yes and no: it is the plain kappa")
            : pairs(people, Weights.QUADRATIC, figures));
    figures.put("alpha", alpha(people));
    return figures;
  }

  // With two people their kappa; with more, each pair's stands beside, and the mean has no interval
  // of its own.
  private Figure pairs(List<String> people, Weights weights, Map<String, Figure> figures) {
    if (people.size() == 2) {
      return kappa(people.get(0), people.get(1), weights);
    }
    String name = weights == Weights.NONE ? "kappa" : "weighted_kappa";
    int shown = 0;
    for (int a = 0; a < people.size() && shown < MOST_PAIRS; a++) {
      for (int b = a + 1; b < people.size() && shown < MOST_PAIRS; b++) {
        figures.put(
            name + " " + people.get(a) + "/" + people.get(b),
            kappa(people.get(a), people.get(b), weights));
        shown++;
      }
    }
    return Figure.none("more than two annotators; see each pair, and alpha for all");
  }

  private Figure kappa(String a, String b, Weights weights) {
    List<double[]> both = new ArrayList<>();
    for (Pairing.Item item : pairing.labelled()) {
      Double first = item.labels().get(a);
      Double second = item.labels().get(b);
      if (first != null && second != null) {
        both.add(new double[] {first, second});
      }
    }
    if (both.size() < Calibrator.LEAST_LABELS) {
      return Figure.none(
          both.size()
              + " items labelled by both; at least "
              + Calibrator.LEAST_LABELS
              + " are needed");
    }
    Grades grades = Grades.of(both.stream().flatMapToDouble(java.util.Arrays::stream).toArray());
    return Figure.of(
        CohenKappa.withDefaults()
            .withLevel(options.level())
            .with(weights)
            .of(
                both.stream().mapToInt(pair -> grades.index(pair[0])).toArray(),
                both.stream().mapToInt(pair -> grades.index(pair[1])).toArray(),
                grades.count())
            .map(CohenKappa.Result::kappa),
        "both gave every item the same label, so that chance agreement is certain");
  }

  private Figure alpha(List<String> people) {
    List<Pairing.Item> shared =
        pairing.labelled().stream().filter(item -> item.labels().size() > 1).toList();
    if (shared.size() < Calibrator.LEAST_LABELS) {
      return Figure.none(
          shared.size()
              + " items labelled by two or more; at least "
              + Calibrator.LEAST_LABELS
              + " are needed");
    }
    KrippendorffAlpha alpha =
        KrippendorffAlpha.withDefaults().with(binary ? Metric.NOMINAL : Metric.ORDINAL);
    return Figure.of(
        Bootstrap.withDefaults()
            .withLevel(options.level())
            .withSeed(options.seed())
            .withResamples(1_000)
            .of(shared.size(), items -> alpha.of(matrix(people, shared, items)).orElse(Double.NaN)),
        "every label is the same");
  }

  private static double[][] matrix(List<String> people, List<Pairing.Item> items, int[] chosen) {
    double[][] matrix = new double[people.size()][chosen.length];
    for (int p = 0; p < people.size(); p++) {
      for (int i = 0; i < chosen.length; i++) {
        Double label = items.get(chosen[i]).labels().get(people.get(p));
        matrix[p][i] = label == null ? Double.NaN : label;
      }
    }
    return matrix;
  }
}
