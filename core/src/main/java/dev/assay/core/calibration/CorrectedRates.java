package dev.assay.core.calibration;

import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.correction.PredictionPoweredMean;
import dev.assay.stats.correction.PredictionPoweredRate;
import dev.assay.stats.correction.RoganGladen;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rate or mean over everything that what was judged was drawn from: as the evaluator has it,
 * and as the labels put it right. Each weighs by the probability with which it was drawn.
 */
final class CorrectedRates {

  /** Larger values leave the range of a double once squared. */
  private static final double MOST = 1e150;

  private final Pairing pairing;
  private final List<Pairing.Item> items;
  private final List<Judged> others;
  private final CalibrationOptions options;

  CorrectedRates(Pairing pairing, List<Pairing.Item> items, CalibrationOptions options) {
    this.pairing = pairing;
    this.items = items;
    this.others = pairing.others();
    this.options = options;
  }

  /** The names of the pass rates. */
  static List<String> names() {
    return List.of(
        "raw_pass_rate", "corrected_pass_rate", "rogan_gladen_pass_rate", "labels_alone_pass_rate");
  }

  /** The rate that {@code decisions} pass of everything judged, which needs no label. */
  Figure raw(Decisions decisions) {
    List<Judged> all = new ArrayList<>(items.stream().map(Pairing.Item::judged).toList());
    all.addAll(others);
    int[] groups = Pairing.groups(items, others);
    int[] decided =
        IntStream.range(0, all.size())
            .filter(i -> decisions.passes(all.get(i)).isPresent())
            .toArray();
    if (decided.length == 0) {
      return Figure.none("the evaluator decided nothing");
    }
    boolean[] passes = new boolean[decided.length];
    double[] drawn = new double[decided.length];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = decisions.passes(all.get(decided[i])).orElse(false);
      drawn[i] = all.get(decided[i]).drawn();
    }
    return Figure.of(
        new Shares(options.level()).of(passes, drawn, Measured.at(groups, decided)),
        "one group of items only");
  }

  /** Pass rates. */
  Map<String, Figure> rates(Decisions decisions, boolean[] passed, ConfusionMatrix matrix) {
    double[] labels = new double[items.size()];
    double[] judged = new double[items.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = passed[i] ? 1 : 0;
      judged[i] = decisions.passes(items.get(i).judged()).orElse(false) ? 1 : 0;
    }
    List<Judged> decided =
        others.stream().filter(one -> decisions.passes(one).isPresent()).toList();
    double[] rest =
        decided.stream().mapToDouble(one -> decisions.passes(one).orElse(false) ? 1 : 0).toArray();
    int[] groups = Pairing.groups(items, decided);
    double[] drawn = Pairing.drawn(items, decided);
    long good = Math.round(Arrays.stream(judged).sum() + Arrays.stream(rest).sum());
    long all = judged.length + (long) rest.length;
    PredictionPoweredRate powered = PredictionPoweredRate.withDefaults().withLevel(options.level());
    Map<String, Figure> rates = new LinkedHashMap<>();
    rates.put("raw_pass_rate", raw(decisions));
    rates.put("corrected_pass_rate", rate(powered, labels, judged, rest, drawn, groups));
    rates.put(
        "rogan_gladen_pass_rate",
        roganGladen(
            pairing.unequal() || Shares.unequal(drawn)
                ? weighted(passed, judged, rest, drawn)
                : method()
                    .of(
                        good,
                        all,
                        matrix.truePositives(),
                        matrix.truePositives() + matrix.falseNegatives(),
                        matrix.trueNegatives(),
                        matrix.trueNegatives() + matrix.falsePositives())));
    rates.put(
        "labels_alone_pass_rate", rate(powered.withWeight(0), labels, judged, rest, drawn, groups));
    return rates;
  }

  private Figure rate(
      PredictionPoweredRate method,
      double[] labels,
      double[] judged,
      double[] rest,
      double[] drawn,
      int[] groups) {
    return Figure.of(
        method
            .ofSample(labels, judged, probabilities(), rest, drawn, groups)
            .map(PredictionPoweredRate.Result::rate),
        "one group of items only");
  }

  private double[] probabilities() {
    return items.stream().mapToDouble(Pairing.Item::probability).toArray();
  }

  /** Means of grades on this scale. */
  Map<String, Figure> means(double[] labels, Grades grades) {
    double[] judged = items.stream().mapToDouble(item -> value(item.judged())).toArray();
    double[] rest = others.stream().mapToDouble(CorrectedRates::value).toArray();
    double[] all = Arrays.copyOf(judged, judged.length + rest.length);
    System.arraycopy(rest, 0, all, judged.length, rest.length);
    int[] groups = Pairing.groups(items, others);
    double[] drawn = Pairing.drawn(items, others);
    Map<String, Figure> means = new LinkedHashMap<>();
    if (Arrays.stream(all).anyMatch(v -> Math.abs(v) > MOST)
        || Arrays.stream(labels).anyMatch(v -> Math.abs(v) > MOST)) {
      for (String name : List.of("raw_mean", "corrected_mean", "labels_alone_mean")) {
        means.put(name, Figure.none("its values are too large to compute with"));
      }
      return means;
    }
    double least = Math.min(grades.least(), Arrays.stream(all).min().orElse(0));
    double greatest = Math.max(grades.greatest(), Arrays.stream(all).max().orElse(0));
    means.put("raw_mean", new Measured(groups, drawn, options).mean(all, least, greatest));
    PredictionPoweredMean powered = PredictionPoweredMean.withDefaults().withLevel(options.level());
    means.put("corrected_mean", mean(powered, labels, judged, rest, drawn, groups));
    means.put(
        "labels_alone_mean", mean(powered.withWeight(0), labels, judged, rest, drawn, groups));
    return means;
  }

  private Figure mean(
      PredictionPoweredMean method,
      double[] labels,
      double[] judged,
      double[] rest,
      double[] drawn,
      int[] groups) {
    return Figure.of(
        method
            .ofSample(labels, judged, probabilities(), rest, drawn, groups)
            .map(PredictionPoweredMean.Result::mean),
        "the labels do not vary beside the scores, so that they say nothing of the error");
  }

  private RoganGladen method() {
    return RoganGladen.withDefaults().withLevel(options.level());
  }

  private Optional<Estimate> weighted(
      boolean[] passed, double[] judged, double[] rest, double[] drawn) {
    boolean[] passes = new boolean[judged.length + rest.length];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = (i < judged.length ? judged[i] : rest[i - judged.length]) == 1;
    }
    boolean[] ofLabelled = Arrays.copyOf(passes, judged.length);
    return method().ofSample(passes, drawn, passed, ofLabelled, Pairing.drawn(items));
  }

  private static Figure roganGladen(Optional<Estimate> rate) {
    return Figure.of(
        rate,
        "people passed all or none, or what the evaluator passes does not fit with its error rates");
  }

  private static double value(Judged judged) {
    Double value = judged.value();
    return value == null ? Double.NaN : value;
  }
}
