package dev.assay.server.pipeline;

import dev.assay.core.json.Json;
import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.monitor.sampling.RateTable;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What holds at an instant: whose content is kept when it arrives, and with that, by which rates it
 * may be decided upon later. What was not kept cannot be looked at; a later, higher rate would
 * claim that it could.
 *
 * @param from since when
 * @param table rates of sampled evaluators
 * @param shedding rate of cheap evaluators
 * @param everything whether all content is kept
 */
record Policy(Instant from, RateTable table, LoadShedding shedding, boolean everything) {

  /** A copy that later observations of load do not change. */
  static Policy of(
      Instant from, RateTable table, String salt, double cheapRate, boolean everything) {
    ObjectNode state = Json.object().put("version", 1).put("rate", cheapRate);
    return new Policy(from, table, LoadShedding.fromJson(salt, state), everything);
  }

  boolean same(RateTable otherTable, double cheapRate, boolean other) {
    return table.equals(otherTable) && shedding.rate() == cheapRate && everything == other;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("from", from.toString());
    json.put("cheap_rate", shedding.rate());
    json.put("everything", everything);
    json.set("table", table.toJson());
    return json;
  }

  static Policy fromJson(JsonNode json, String salt) {
    return of(
        Instant.parse(json.path("from").asString("")),
        RateTable.fromJson(json.path("table")),
        salt,
        json.path("cheap_rate").doubleValue(),
        json.path("everything").asBoolean(false));
  }
}
