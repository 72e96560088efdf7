package dev.assay.core.calibration;

import dev.assay.core.json.Json;
import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.classification.Reliability;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link Calibration}. A figure is {@code {value, low, high, level, n}}, or
 * {@code {value: null, why}}.
 *
 * @since 0.1
 */
public final class CalibrationJson {

  private CalibrationJson() {}

  /** Writes a calibration. */
  public static ObjectNode of(Calibration calibration) {
    ObjectNode json = Json.object();
    json.put("evaluator", calibration.question().evaluator());
    json.put("item", calibration.question().item());
    ArrayNode versions = json.putArray("versions");
    calibration.versions().stream().sorted().forEach(versions::add);
    json.put("date", calibration.date().toString());
    json.put("trust", calibration.trust().key());
    json.put("verdict", calibration.trust().words());
    json.put("rule", calibration.rule());
    json.set("counts", counts(calibration.counts()));
    ArrayNode notes = json.putArray("notes");
    calibration.notes().forEach(notes::add);
    json.set("people", figures(calibration.people()));
    json.put("decision", calibration.decision());
    json.set("confusion", matrix(calibration.matrix()));
    json.set("confusion_shares", figures(calibration.cells()));
    json.set("figures", figures(calibration.figures()));
    ArrayNode curve = json.putArray("reliability");
    calibration.reliability().forEach(bin -> curve.add(bin(bin)));
    ObjectNode thresholds = json.putObject("thresholds");
    calibration
        .thresholds()
        .forEach(
            (name, advice) -> {
              ObjectNode item = thresholds.putObject(name);
              item.set("threshold", figure(advice.threshold()));
              item.set("precision", figure(advice.precision()));
              item.set("recall", figure(advice.recall()));
            });
    json.set("rates", figures(calibration.rates()));
    return json;
  }

  private static ObjectNode counts(Calibration.Counts counts) {
    ObjectNode json = Json.object();
    json.put("labels", counts.labels());
    json.put("labelled", counts.labelled());
    json.put("used", counts.used());
    json.put("annotators", counts.annotators());
    json.put("disputed", counts.disputed());
    json.put("unscored", counts.unscored());
    json.put("unknown", counts.unknown());
    json.put("judged", counts.judged());
    return json;
  }

  private static @Nullable ObjectNode matrix(@Nullable ConfusionMatrix matrix) {
    if (matrix == null) {
      return null;
    }
    ObjectNode json = Json.object();
    json.put("pass_pass", matrix.truePositives());
    json.put("fail_pass", matrix.falsePositives());
    json.put("pass_fail", matrix.falseNegatives());
    json.put("fail_fail", matrix.trueNegatives());
    json.put(
        "reads", "people first, then the evaluator: fail_pass is what people fail and it passes");
    return json;
  }

  private static ObjectNode bin(Reliability.Bin bin) {
    ObjectNode json = Json.object();
    json.put("from", bin.from());
    json.put("to", bin.to());
    json.put("predicted", bin.predicted());
    json.set("observed", estimate(bin.observed()));
    return json;
  }

  private static ObjectNode figures(Map<String, Figure> figures) {
    ObjectNode json = Json.object();
    figures.forEach((name, figure) -> json.set(name, figure(figure)));
    return json;
  }

  /** Writes a figure. */
  public static ObjectNode figure(Figure figure) {
    Estimate estimate = figure.estimate();
    if (estimate != null) {
      return estimate(estimate);
    }
    return Json.object().putNull("value").put("why", figure.why());
  }

  /** Reads figures; of one whose number or ends are missing only that there is none. */
  static Map<String, Figure> figures(JsonNode json) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonNode figure = entry.getValue();
      boolean whole =
          Stream.of("value", "low", "high", "level", "n").allMatch(k -> figure.path(k).isNumber());
      figures.put(
          entry.getKey(),
          whole
              ? Figure.of(estimate(figure))
              : Figure.none(figure.path("why").asString("it was not computed")));
    }
    return figures;
  }

  private static Estimate estimate(JsonNode figure) {
    Interval interval =
        new Interval(
            figure.path("low").doubleValue(),
            figure.path("high").doubleValue(),
            figure.path("level").doubleValue());
    return new Estimate(figure.path("value").doubleValue(), interval, figure.path("n").longValue());
  }

  private static ObjectNode estimate(Estimate estimate) {
    ObjectNode json = Json.object();
    json.put("value", estimate.value());
    json.put("low", finite(estimate.low()));
    json.put("high", finite(estimate.high()));
    json.put("level", estimate.level());
    json.put("n", estimate.n());
    return json;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
