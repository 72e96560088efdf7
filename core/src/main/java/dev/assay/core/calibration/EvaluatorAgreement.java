package dev.assay.core.calibration;

import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.agreement.CohenKappa.Weights;
import dev.assay.stats.association.Correlation;
import dev.assay.stats.association.Correlation.Coefficient;
import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.classification.Auroc;
import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.classification.Reliability;
import dev.assay.stats.classification.ThresholdSearch;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.MeanInterval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How far the evaluator agrees with people, figure by figure. */
final class EvaluatorAgreement {

  private static final String ONE_CLASS = "people gave every item the same label";
  private static final int BINS = 10;

  private final List<Pairing.Item> items;
  private final double[] labels;
  private final double[] values;
  private final boolean higher;
  private final CalibrationOptions options;

  EvaluatorAgreement(
      List<Pairing.Item> items, double[] labels, boolean higher, CalibrationOptions options) {
    this.items = items;
    this.labels = labels;
    this.higher = higher;
    this.options = options;
    this.values = Decisions.oriented(items, higher);
  }

  /**
   * What decisions are worth; the failures it finds are counted apart, for they are what a detector
   * is for.
   */
  Map<String, Figure> decisions(boolean[] passed, boolean[] decided) {
    ConfusionMatrix matrix = ConfusionMatrix.of(passed, decided);
    ConfusionMatrix turned = matrix.turned();
    double level = options.level();
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("accuracy", Figure.of(matrix.accuracy(level), "no items"));
    figures.put("precision", Figure.of(matrix.precision(level), "the evaluator passed nothing"));
    figures.put("recall", Figure.of(matrix.recall(level), "people passed nothing"));
    figures.put("f1", Figure.of(matrix.f1(level), "nothing passed"));
    figures.put(
        "fail_precision", Figure.of(turned.precision(level), "the evaluator failed nothing"));
    figures.put("fail_recall", Figure.of(turned.recall(level), "people failed nothing"));
    figures.put("fail_f1", Figure.of(turned.f1(level), "nothing failed"));
    int[] a = new int[passed.length];
    int[] b = new int[passed.length];
    double[] difference = new double[passed.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = passed[i] ? 1 : 0;
      b[i] = decided[i] ? 1 : 0;
      difference[i] = b[i] - a[i];
    }
    figures.put(
        "kappa",
        Figure.of(
            CohenKappa.withDefaults()
                .withLevel(level)
                .of(a, b, 2)
                .filter(k -> !oneClass(passed))
                .map(CohenKappa.Result::kappa),
            ONE_CLASS));
    figures.put("bias", bias(difference, -1, 1));
    return figures;
  }

  /** How values rank what people passed above what they failed. */
  Map<String, Figure> ranking(boolean[] passed) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put(
        "auroc",
        Figure.of(
            Auroc.withDefaults()
                .withLevel(options.level())
                .of(passed, values, Pairing.groups(items))
                .map(Auroc.Result::area),
            ONE_CLASS));
    figures.put("spearman", correlation());
    return figures;
  }

  /** How near values are to grades. */
  Map<String, Figure> grades() {
    Grades grades = Grades.of(labels);
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("spearman", correlation());
    double[] given = items.stream().mapToDouble(item -> value(item.judged())).toArray();
    double slack = 0.5;
    boolean sameScale =
        Arrays.stream(given)
            .allMatch(v -> v >= grades.least() - slack && v <= grades.greatest() + slack);
    if (!sameScale || grades.count() < 2) {
      String why = "its values are not on the scale of the labels";
      figures.put("kappa", Figure.none(why));
      figures.put("weighted_kappa", Figure.none(why));
      figures.put("bias", Figure.none(why));
      return figures;
    }
    int[] people = Arrays.stream(labels).mapToInt(grades::index).toArray();
    int[] judged = Arrays.stream(given).mapToInt(grades::index).toArray();
    figures.put("kappa", kappa(people, judged, grades, Weights.NONE));
    figures.put("weighted_kappa", kappa(people, judged, grades, Weights.QUADRATIC));
    double[] difference = new double[labels.length];
    Arrays.setAll(difference, i -> given[i] - labels[i]);
    figures.put("bias", bias(difference, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    return figures;
  }

  private Figure kappa(int[] people, int[] judged, Grades grades, Weights weights) {
    return Figure.of(
        CohenKappa.withDefaults()
            .withLevel(options.level())
            .with(weights)
            .of(people, judged, grades.count())
            .map(CohenKappa.Result::kappa),
        ONE_CLASS);
  }

  private Figure correlation() {
    return Figure.of(
        Correlation.withDefaults()
            .with(Coefficient.SPEARMAN)
            .withLevel(options.level())
            .of(labels, values),
        "people or the evaluator gave every item the same");
  }

  // Where every decision is right the bias is exactly 0 and the labels cannot say how far from it.
  private Figure bias(double[] difference, double low, double high) {
    return Figure.of(
        MeanInterval.withDefaults().withLevel(options.level()).withBounds(low, high).of(difference),
        "fewer than 2 items");
  }

  /** How far values come true as probabilities; empty if they are not from 0 to 1. */
  Map<String, Figure> probabilities(boolean[] passed) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    if (!areProbabilities()) {
      return figures;
    }
    figures.put(
        "brier", resampled(passed, chosen -> Reliability.brier(at(passed, chosen), at(chosen))));
    figures.put(
        "calibration_error",
        resampled(
            passed,
            chosen -> Reliability.expectedCalibrationError(at(passed, chosen), at(chosen), BINS)));
    return figures;
  }

  /** The reliability curve; empty if values are no probabilities. */
  List<Reliability.Bin> curve(boolean[] passed) {
    return areProbabilities()
        ? Reliability.curve(passed, values, BINS, options.level())
        : List.of();
  }

  private boolean areProbabilities() {
    return higher && Arrays.stream(values).allMatch(v -> v >= 0 && v <= 1);
  }

  private Figure resampled(boolean[] passed, ToDoubleFunction<int[]> statistic) {
    Bootstrap bootstrap =
        Bootstrap.withDefaults()
            .withResamples(1_000)
            .withLevel(options.level())
            .withSeed(options.seed());
    Optional<Estimate> estimate = bootstrap.ofGroups(Pairing.groups(items), statistic);
    // The error of resamples is biased upwards: the interval is widened to hold the value itself.
    return Figure.of(
        estimate.map(
            e ->
                new Estimate(
                    e.value(),
                    new Interval(
                        Math.min(e.low(), e.value()), Math.max(e.high(), e.value()), e.level()),
                    passed.length)),
        "one group of items only");
  }

  /** Thresholds worth choosing. */
  Map<String, Calibration.Advice> thresholds(boolean[] passed) {
    Map<String, Calibration.Advice> advice = new LinkedHashMap<>();
    advice.put("max_f1", advice(ThresholdSearch.forF1(), passed, ONE_CLASS));
    String precision = String.format(java.util.Locale.ROOT, "precision_%.2f", options.precision());
    advice.put(
        precision,
        advice(
            ThresholdSearch.forPrecision(options.precision()),
            passed,
            oneClass(passed) ? ONE_CLASS : "no threshold reaches this precision reliably"));
    return advice;
  }

  private Calibration.Advice advice(ThresholdSearch search, boolean[] passed, String why) {
    ThresholdSearch.@Nullable Result result = search.of(passed, values).orElse(null);
    if (result == null) {
      return new Calibration.Advice(Figure.none(why), Figure.none(why), Figure.none(why));
    }
    Estimate found = result.threshold();
    Estimate threshold =
        higher
            ? found
            : new Estimate(
                -found.value(),
                new Interval(-found.high(), -found.low(), found.level()),
                found.n());
    return new Calibration.Advice(
        Figure.of(threshold),
        Figure.of(result.matrix().precision(options.level()), "nothing passes"),
        Figure.of(result.matrix().recall(options.level()), "people passed nothing"));
  }

  static boolean oneClass(boolean[] passed) {
    for (boolean one : passed) {
      if (one != passed[0]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] at(boolean[] passed, int[] chosen) {
    boolean[] some = new boolean[chosen.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = passed[chosen[i]];
    }
    return some;
  }

  private double[] at(int[] chosen) {
    return Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray();
  }

  private static double value(Judged judged) {
    Double value = judged.value();
    return value == null ? Double.NaN : value;
  }
}
