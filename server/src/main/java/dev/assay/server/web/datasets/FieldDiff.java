package dev.assay.server.web.datasets;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.json.Json;
import dev.assay.core.report.WordDiff;
import dev.assay.core.report.WordDiff.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of an example, with the words that go and those that come.
 *
 * @param name the field's
 * @param pieces in order
 */
record FieldDiff(String name, List<Piece> pieces) {

  /** As files order them; the id is said elsewhere, and reviews are those of who approves. */
  static final List<String> FIELDS =
      List.of("input", "expected_output", "context", "tags", "metadata", "partition", "created_at");

  /** Fields that differ, in the order of files. */
  static List<FieldDiff> of(@Nullable Example before, @Nullable Example after) {
    ObjectNode old = before == null ? Json.object() : ExampleJson.write(before);
    ObjectNode now = after == null ? Json.object() : ExampleJson.write(after);
    List<FieldDiff> fields = new ArrayList<>();
    for (String name : FIELDS) {
      String was = text(old.get(name));
      String is = text(now.get(name));
      if (!was.equals(is)) {
        fields.add(new FieldDiff(name, WordDiff.of(was, is)));
      }
    }
    return fields;
  }

  /** A field as people read it: a text as it is, anything else as JSON. */
  static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isString() ? value.stringValue() : value.toPrettyString();
  }
}
