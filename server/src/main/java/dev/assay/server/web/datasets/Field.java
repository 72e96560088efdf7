package dev.assay.server.web.datasets;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One field of an example.
 *
 * @param name the field's
 * @param text what it says
 */
record Field(String name, String text) {

  /** Those that an example has, but for its id. */
  static List<Field> of(Example example) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : ExampleJson.write(example).properties()) {
      if (!each.getKey().equals("id")) {
        fields.add(new Field(each.getKey(), FieldDiff.text(each.getValue())));
      }
    }
    return fields;
  }
}
