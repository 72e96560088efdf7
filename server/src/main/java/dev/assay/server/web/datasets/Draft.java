package dev.assay.server.web.datasets;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.web.page.Visit;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An example as a form holds it. What is no text is JSON in its field.
 *
 * @param id the example's
 * @param input what goes to the application
 * @param inputJson whether that is JSON rather than a text
 * @param expected the right answer
 * @param expectedJson whether that is JSON, such as a list of right answers
 * @param context the passages, as JSON
 * @param tags with commas between them
 * @param metadata as a JSON object
 * @param reason why
 */
record Draft(
    String id,
    String input,
    boolean inputJson,
    String expected,
    boolean expectedJson,
    String context,
    String tags,
    String metadata,
    String reason) {

  /** Of a new example. */
  static final Draft NEW = new Draft("", "", false, "", false, "", "", "", "");

  /** Of one that there is. */
  static Draft of(Example example, String reason) {
    ObjectNode json = ExampleJson.write(example);
    JsonNode expected = json.get("expected_output");
    return new Draft(
        example.id(),
        FieldDiff.text(example.input()),
        !example.input().isString(),
        FieldDiff.text(expected),
        expected != null && !expected.isString(),
        FieldDiff.text(json.get("context")),
        String.join(", ", example.tags()),
        FieldDiff.text(json.get("metadata")),
        reason);
  }

  /** As it was submitted. */
  static Draft submitted(Visit visit, String id) {
    return new Draft(
        id,
        plain(visit, "input"),
        visit.field("input_json").isPresent(),
        plain(visit, "expected"),
        visit.field("expected_json").isPresent(),
        plain(visit, "context"),
        plain(visit, "tags"),
        plain(visit, "metadata"),
        plain(visit, "reason"));
  }

  // Forms send CR LF, whatever was in the field.
  private static String plain(Visit visit, String name) {
    return visit.field(name).orElse("").replace("\r\n", "\n");
  }

  /**
   * The golden example it describes.
   *
   * @param before what it is made of; null for a new one
   * @throws InvalidInputException with what is wrong
   */
  Example example(@Nullable Example before) {
    ObjectNode json = Json.object();
    json.put("id", id.strip()).put("partition", Partition.GOLDEN.key());
    json.set("input", value("input", input, inputJson));
    if (!expected.isBlank()) {
      json.set("expected_output", value("expected_output", expected, expectedJson));
    }
    if (!context.isBlank()) {
      json.set("context", value("context", context, true));
    }
    json.set("tags", tagList());
    if (!metadata.isBlank()) {
      json.set("metadata", value("metadata", metadata, true));
    }
    if (before != null) {
      Optional.ofNullable(before.createdAt()).ifPresent(at -> json.put("created_at", at));
      Optional.ofNullable(before.provenance()).ifPresent(from -> json.set("provenance", from));
    }
    if (input.isBlank()) {
      throw new InvalidInputException(Problem.of("input", "empty", "what goes to the application"));
    }
    return ExampleJson.read(Json.write(json), "the form");
  }

  private JsonNode tagList() {
    ArrayNode list = Json.array();
    Arrays.stream(tags.split(","))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .forEach(list::add);
    return list;
  }

  private static JsonNode value(String field, String text, boolean json) {
    if (!json) {
      return Json.array().add(text).get(0);
    }
    return Objects.requireNonNull(Json.parse(text, field, 1));
  }
}
