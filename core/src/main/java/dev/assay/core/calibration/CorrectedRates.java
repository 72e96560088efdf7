package dev.assay.core.calibration;

import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.correction.PredictionPoweredMean;
import dev.assay.stats.correction.RoganGladen;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rate or mean over everything judged: as the evaluator has it, and as the labels put it right.
 */
final class CorrectedRates {

  private final Pairing pairing;
  private final List<Pairing.Item> items;
  private final CalibrationOptions options;

  CorrectedRates(Pairing pairing, List<Pairing.Item> items, CalibrationOptions options) {
    this.pairing = pairing;
    this.items = items;
    this.options = options;
  }

  /** Pass rates. */
  Map<String, Figure> rates(
      Decisions decisions, boolean[] passed, @Nullable ConfusionMatrix matrix) {
    double[] labels = new double[items.size()];
    double[] judged = new double[items.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = passed[i] ? 1 : 0;
      judged[i] = number(decisions.passes(items.get(i).judged()));
    }
    double[] others =
        pairing.others(true).stream()
            .map(decisions::passes)
            .flatMap(Optional::stream)
            .mapToDouble(p -> p ? 1 : 0)
            .toArray();
    Map<String, Figure> rates = new LinkedHashMap<>();
    long good = Math.round(Arrays.stream(judged).sum() + Arrays.stream(others).sum());
    long all = judged.length + (long) others.length;
    rates.put(
        "raw_pass_rate",
        Figure.of(WilsonInterval.withDefaults().withLevel(options.level()).of(good, all)));
    PredictionPoweredMean powered =
        PredictionPoweredMean.withDefaults().withLevel(options.level()).withBounds(0, 1);
    rates.put("corrected_pass_rate", corrected(powered, labels, judged, others));
    rates.put("rogan_gladen_pass_rate", roganGladen(matrix, good, all));
    rates.put("labels_alone_pass_rate", corrected(powered.withWeight(0), labels, judged, others));
    return rates;
  }

  /** Means of grades. */
  Map<String, Figure> means(double[] labels) {
    double[] judged = items.stream().mapToDouble(item -> value(item.judged())).toArray();
    double[] others = pairing.others(false).stream().mapToDouble(CorrectedRates::value).toArray();
    double[] all = Arrays.copyOf(judged, judged.length + others.length);
    System.arraycopy(others, 0, all, judged.length, others.length);
    Map<String, Figure> means = new LinkedHashMap<>();
    means.put(
        "raw_mean",
        Figure.of(
            MeanInterval.withDefaults().withLevel(options.level()).of(all), "fewer than 2 scores"));
    PredictionPoweredMean powered = PredictionPoweredMean.withDefaults().withLevel(options.level());
    means.put("corrected_mean", corrected(powered, labels, judged, others));
    means.put("labels_alone_mean", corrected(powered.withWeight(0), labels, judged, others));
    return means;
  }

  private Figure corrected(
      PredictionPoweredMean method, double[] labels, double[] judged, double[] others) {
    double[] probability = items.stream().mapToDouble(Pairing.Item::probability).toArray();
    if (labels.length < Calibrator.LEAST_LABELS) {
      return Figure.none(Calibrator.tooFew(labels.length));
    }
    return Figure.of(
        method
            .of(labels, judged, probability, others)
            .map(PredictionPoweredMean.Result::mean)
            .filter(mean -> mean.low() < mean.high()),
        "every label is the same, so that they say nothing of what varies");
  }

  private Figure roganGladen(@Nullable ConfusionMatrix matrix, long good, long all) {
    if (matrix == null || items.size() < Calibrator.LEAST_LABELS) {
      return Figure.none(Calibrator.tooFew(items.size()));
    }
    if (pairing.unequal()) {
      return Figure.none("labels were drawn with unequal probabilities; see corrected_pass_rate");
    }
    return Figure.of(
        RoganGladen.withDefaults()
            .withLevel(options.level())
            .of(
                good,
                all,
                matrix.truePositives(),
                matrix.truePositives() + matrix.falseNegatives(),
                matrix.trueNegatives(),
                matrix.trueNegatives() + matrix.falsePositives()),
        "people passed all or none, or the evaluator does no better than chance");
  }

  private static double number(Optional<Boolean> passes) {
    return passes.orElse(false) ? 1 : 0;
  }

  private static double value(Judged judged) {
    Double value = judged.value();
    return value == null ? Double.NaN : value;
  }
}
