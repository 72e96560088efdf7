package dev.assay.core.dataset;

import dev.assay.core.problem.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row as a file holds it, before its fields are known to be ours, with the place of each.
 *
 * @param at where the row begins
 * @param number the row's number in its file, from 1
 * @param fields names and values; in a row of cells, every value is text or parsed JSON
 * @param names where each field's name stands: for a table, its header
 * @param values where each field's value stands
 * @param cells whether it comes from a table, where tags are one text and dots make nested fields
 */
record RawRecord(
    Location at,
    int number,
    ObjectNode fields,
    Map<String, Location> names,
    Map<String, Location> values,
    boolean cells) {

  Location nameAt(String field) {
    return names.getOrDefault(field, at);
  }

  Location valueAt(String field) {
    return values.getOrDefault(field, at);
  }

  /** The same row with other fields, whose places are those of the fields they came from. */
  RawRecord with(ObjectNode fields, Map<String, String> origins) {
    Map<String, Location> newNames = new LinkedHashMap<>();
    Map<String, Location> newValues = new LinkedHashMap<>();
    origins.forEach(
        (field, origin) -> {
          newNames.put(field, nameAt(origin));
          newValues.put(field, valueAt(origin));
        });
    return new RawRecord(at, number, fields, newNames, newValues, cells);
  }
}
