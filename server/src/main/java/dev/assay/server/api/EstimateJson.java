package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.monitor.window.Series;
import dev.assay.stats.interval.Estimate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers with their uncertainty, as JSON. */
final class EstimateJson {

  private EstimateJson() {}

  /** Value, interval, level and n; null where nothing tells it. */
  static JsonNode of(@Nullable Estimate estimate) {
    if (estimate == null) {
      return NullNode.instance;
    }
    ObjectNode json = Json.object().put("value", estimate.value());
    // JSON has no infinity: an end that is open is null.
    put(json, "low", estimate.low());
    put(json, "high", estimate.high());
    return json.put("level", estimate.level()).put("n", estimate.n());
  }

  static ArrayNode of(Iterable<Series.Point> points) {
    ArrayNode list = Json.array();
    for (Series.Point point : points) {
      ObjectNode item =
          list.addObject()
              .put("start", point.start().toString())
              .put("end", point.end().toString());
      item.set("estimate", of(point.estimate()));
      item.put("interactions", point.interactions()).put("open", point.open());
    }
    return list;
  }

  private static void put(ObjectNode json, String name, double end) {
    if (Double.isFinite(end)) {
      json.put(name, end);
    } else {
      json.putNull(name);
    }
  }
}
