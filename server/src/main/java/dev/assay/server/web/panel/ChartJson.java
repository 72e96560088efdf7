package dev.assay.server.web.panel;

import dev.assay.core.json.Json;
import dev.assay.monitor.window.Series;
import dev.assay.stats.interval.Estimate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lines as {@code chart.js} draws them: columns of numbers, null for a gap. */
final class ChartJson {

  private ChartJson() {}

  static ObjectNode of(PanelData.Lines data) {
    ObjectNode json = Json.object().put("unit", data.unit().key());
    json.put("from", data.period().from().toEpochMilli());
    json.put("to", data.period().to().toEpochMilli());
    ArrayNode times = json.putArray("times");
    ArrayNode ends = json.putArray("ends");
    ArrayNode lines = json.putArray("lines");
    boolean first = true;
    for (PanelData.Line line : data.lines()) {
      if (first) {
        line.points()
            .forEach(
                point -> {
                  times.add(point.start().toEpochMilli());
                  ends.add(point.end().toEpochMilli());
                });
        int last = line.points().size() - 1;
        json.put("open", last >= 0 && line.points().get(last).open());
        first = false;
      }
      lines.add(line(line));
    }
    ArrayNode marks = json.putArray("marks");
    for (AxisMark mark : data.marks()) {
      marks
          .addObject()
          .put("at", mark.at().toEpochMilli())
          .put("kind", mark.kind().key())
          .put("sign", mark.kind().sign())
          .put("label", mark.label());
    }
    return json;
  }

  private static ObjectNode line(PanelData.Line line) {
    ObjectNode json = Json.object().put("label", line.label()).put("ink", line.ink().key());
    json.put("overlay", line.overlay());
    json.set("values", column(line, Estimate::value));
    json.set("low", column(line, Estimate::low));
    json.set("high", column(line, Estimate::high));
    json.set("n", column(line, Estimate::n));
    return json;
  }

  private static ArrayNode column(PanelData.Line line, ToDoubleFunction<Estimate> part) {
    ArrayNode column = Json.array();
    for (Series.Point point : line.points()) {
      Estimate estimate = point.estimate();
      put(column, estimate == null ? null : part.applyAsDouble(estimate));
    }
    return column;
  }

  // JSON has no infinity: beside a value, none is an end that is open.
  private static void put(ArrayNode column, @Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      column.addNull();
    } else {
      column.add(value.doubleValue());
    }
  }
}
