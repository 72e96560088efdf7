package dev.assay.core.calibration;

import dev.assay.stats.agreement.CohenKappa.Weights;
import dev.assay.stats.classification.Auroc;
import dev.assay.stats.classification.Reliability;
import dev.assay.stats.classification.ThresholdSearch;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the evaluator agrees with people, figure by figure. */
final class EvaluatorAgreement {

  private static final String ONE_CLASS = "people gave every item the same label";
  private static final int BINS = 10;

  private final List<Pairing.Item> items;
  private final double[] labels;
  private final double[] values;
  private final int[] groups;
  private final double[] drawn;
  private final boolean higher;
  private final CalibrationOptions options;
  private final Measured measured;

  EvaluatorAgreement(
      List<Pairing.Item> items, double[] labels, boolean higher, CalibrationOptions options) {
    this.items = items;
    this.labels = labels;
    this.higher = higher;
    this.options = options;
    this.values = Decisions.oriented(items, higher);
    this.groups = Pairing.groups(items);
    this.drawn = Pairing.drawn(items);
    this.measured = new Measured(groups, drawn, options);
  }

  /**
   * What decisions are worth; the failures it finds are counted apart, for they are what a detector
   * is for.
   */
  Map<String, Figure> decisions(boolean[] passed, boolean[] decided) {
    boolean[] all = new boolean[passed.length];
    boolean[] right = new boolean[passed.length];
    boolean[] failed = new boolean[passed.length];
    boolean[] rejected = new boolean[passed.length];
    double[] difference = new double[passed.length];
    for (int i = 0; i < passed.length; i++) {
      all[i] = true;
      right[i] = passed[i] == decided[i];
      failed[i] = !passed[i];
      rejected[i] = !decided[i];
      difference[i] = (decided[i] ? 1 : 0) - (passed[i] ? 1 : 0);
    }
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("accuracy", Figure.of(measured.share(right, all), "no items"));
    figures.put(
        "precision", Figure.of(measured.share(passed, decided), "the evaluator passed nothing"));
    figures.put("recall", Figure.of(measured.share(decided, passed), "people passed nothing"));
    figures.put("f1", Figure.of(measured.f1(passed, decided), "nothing passed"));
    figures.put(
        "fail_precision",
        Figure.of(measured.share(failed, rejected), "the evaluator failed nothing"));
    figures.put(
        "fail_recall", Figure.of(measured.share(rejected, failed), "people failed nothing"));
    figures.put("fail_f1", Figure.of(measured.f1(failed, rejected), "nothing failed"));
    Figure kappa = kappa(passed, decided);
    figures.put("kappa", kappa);
    // Of two categories every disagreement is as large as can be.
    figures.put("weighted_kappa", kappa);
    figures.put("bias", measured.mean(difference, -1, 1));
    return figures;
  }

  private Figure kappa(boolean[] passed, boolean[] decided) {
    return oneClass(passed)
        ? Figure.none(ONE_CLASS)
        : measured.kappa(numbers(passed), numbers(decided), 2, Weights.NONE);
  }

  /** Kappa of decisions by a threshold that each item had no part in choosing. */
  Figure heldOutKappa(boolean[] passed) {
    return kappa(passed, HeldOut.decide(passed, values, drawn, groups, options.seed()));
  }

  private static int[] numbers(boolean[] flags) {
    int[] numbers = new int[flags.length];
    for (int i = 0; i < flags.length; i++) {
      numbers[i] = flags[i] ? 1 : 0;
    }
    return numbers;
  }

  /** How values rank what people passed above what they failed. */
  Map<String, Figure> ranking(boolean[] passed) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put(
        "auroc",
        Figure.of(
            Auroc.withDefaults()
                .withLevel(options.level())
                .of(passed, values, drawn, groups)
                .map(Auroc.Result::area),
            ONE_CLASS));
    figures.put("spearman", measured.spearman(labels, values));
    return figures;
  }

  /** How near values are to grades on this scale. */
  Map<String, Figure> grades(Grades grades) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("spearman", measured.spearman(labels, values));
    double[] given = items.stream().mapToDouble(item -> value(item.judged())).toArray();
    Grades scale = grades.joined(given).orElse(null);
    if (scale == null) {
      String why = "its values are not on the scale of the labels";
      figures.put("kappa", Figure.none(why));
      figures.put("weighted_kappa", Figure.none(why));
      figures.put("bias", Figure.none(why));
      return figures;
    }
    int[] people = Arrays.stream(labels).mapToInt(scale::index).toArray();
    int[] judged = Arrays.stream(given).mapToInt(scale::index).toArray();
    figures.put("kappa", measured.kappa(people, judged, scale.count(), Weights.NONE));
    figures.put("weighted_kappa", measured.kappa(people, judged, scale.count(), Weights.QUADRATIC));
    double[] difference = new double[labels.length];
    Arrays.setAll(difference, i -> given[i] - labels[i]);
    // Values may be half a grade beyond either end.
    double most = scale.greatest() - scale.least() + 1;
    figures.put("bias", measured.mean(difference, -most, most));
    return figures;
  }

  /** How far values come true as probabilities; empty if they are not from 0 to 1. */
  Map<String, Figure> probabilities(boolean[] passed) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    if (!areProbabilities()) {
      return figures;
    }
    figures.put(
        "brier",
        measured.bootstrapped(
            0,
            1,
            chosen ->
                Reliability.brier(
                    Measured.at(passed, chosen),
                    Measured.at(values, chosen),
                    Measured.at(drawn, chosen))));
    figures.put(
        "calibration_error",
        measured.bootstrapped(
            0,
            1,
            chosen ->
                Reliability.expectedCalibrationError(
                    Measured.at(passed, chosen),
                    Measured.at(values, chosen),
                    Measured.at(drawn, chosen),
                    BINS)));
    return figures;
  }

  /** How often values came true, bin by bin; of grades and other values too. */
  List<Reliability.Bin> curve(boolean[] passed) {
    return areProbabilities()
        ? Reliability.curve(passed, values, drawn, BINS, options.level())
        : Reliability.curveOfValues(
            passed,
            items.stream().mapToDouble(item -> value(item.judged())).toArray(),
            drawn,
            BINS,
            options.level());
  }

  /** How much of everything falls into each cell of the confusion matrix. */
  Map<String, Figure> cells(boolean[] passed, boolean[] decided) {
    boolean[] all = new boolean[passed.length];
    Arrays.fill(all, true);
    Map<String, Figure> cells = new LinkedHashMap<>();
    for (int cell = 0; cell < 4; cell++) {
      boolean people = cell < 2;
      boolean judge = cell % 2 == 0;
      boolean[] here = new boolean[passed.length];
      for (int i = 0; i < here.length; i++) {
        here[i] = passed[i] == people && decided[i] == judge;
      }
      cells.put(
          (people ? "pass" : "fail") + "_" + (judge ? "pass" : "fail"),
          Figure.of(measured.share(here, all), "one group of items only"));
    }
    return cells;
  }

  private boolean areProbabilities() {
    return higher && Arrays.stream(values).allMatch(v -> v >= 0 && v <= 1);
  }

  /** The names of the thresholds that are looked for. */
  static List<String> thresholdNames(CalibrationOptions options) {
    BigDecimal precision = BigDecimal.valueOf(options.precision()).stripTrailingZeros();
    if (precision.scale() < 2) {
      precision = precision.setScale(2, RoundingMode.UNNECESSARY);
    }
    return List.of("max_f1", "precision_" + precision.toPlainString());
  }

  /** Thresholds worth choosing. */
  Map<String, Calibration.Advice> thresholds(boolean[] passed) {
    List<String> names = thresholdNames(options);
    Map<String, Calibration.Advice> advice = new LinkedHashMap<>();
    advice.put(names.get(0), advice(ThresholdSearch.forF1(), passed, ONE_CLASS));
    advice.put(
        names.get(1),
        advice(
            ThresholdSearch.forPrecision(options.precision()),
            passed,
            oneClass(passed) ? ONE_CLASS : "no threshold reaches this precision reliably"));
    return advice;
  }

  private Calibration.Advice advice(ThresholdSearch search, boolean[] passed, String why) {
    ThresholdSearch.@Nullable Result result =
        search.with(measured.bootstrap()).of(passed, values, drawn, groups).orElse(null);
    if (result == null) {
      return Calibration.Advice.none(why);
    }
    Estimate found = result.threshold();
    boolean[] decided = new boolean[values.length];
    for (int i = 0; i < decided.length; i++) {
      decided[i] = values[i] >= found.value();
    }
    Estimate threshold =
        higher
            ? found
            : new Estimate(
                0.0 - found.value(),
                new Interval(0.0 - found.high(), 0.0 - found.low(), found.level()),
                found.n());
    return new Calibration.Advice(
        Figure.of(threshold),
        Figure.of(measured.share(passed, decided), "nothing passes"),
        Figure.of(measured.share(decided, passed), "people passed nothing"));
  }

  static boolean oneClass(boolean[] passed) {
    for (boolean one : passed) {
      if (one != passed[0]) {
        return false;
      }
    }
    return true;
  }

  private static double value(Judged judged) {
    Double value = judged.value();
    return value == null ? Double.NaN : value;
  }
}
