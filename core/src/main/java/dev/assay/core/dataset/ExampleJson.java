package dev.assay.core.dataset;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of an {@link Example}, as in JSON Lines files.
 *
 * @since 0.1
 */
public final class ExampleJson {

  private ExampleJson() {}

  /**
   * Reads an example, as strictly as a line of a file.
   *
   * @param file what to call it in errors
   * @throws InvalidInputException with every mistake in it
   */
  public static Example read(String json, String file) {
    ProblemLog log = new ProblemLog();
    try (JsonParser parser = Json.mapper().createParser(json)) {
      RawRecord row = new TreeRows(parser, JsonParser::readValueAsTree, file, 1).single(1);
      Optional<Example> example = new ExampleReader(FieldMapping.none(), log).read(row, file);
      log.throwIfAny();
      return example.orElseThrow();
    } catch (JacksonException e) {
      throw new InvalidInputException(Json.problem(e, file, 1));
    }
  }

  /** Writes an example; what it does not have is left out. */
  public static ObjectNode write(Example example) {
    ObjectNode json = Json.object();
    json.put("id", example.id());
    json.put("partition", example.partition().key());
    json.set("input", example.input());
    if (example.expectedOutput() != null) {
      json.set("expected_output", example.expectedOutput());
    }
    if (!example.context().isEmpty()) {
      json.set("context", InteractionJson.write(example.context()));
    }
    if (!example.tags().isEmpty()) {
      ArrayNode tags = json.putArray("tags");
      example.tags().forEach(tags::add);
    }
    if (!example.metadata().isEmpty()) {
      json.set("metadata", example.metadata());
    }
    if (example.createdAt() != null) {
      json.put("created_at", example.createdAt());
    }
    if (example.provenance() != null) {
      json.set("provenance", example.provenance());
    }
    if (!example.reviews().isEmpty()) {
      ArrayNode reviews = json.putArray("reviews");
      for (Review review : example.reviews()) {
        ObjectNode item = reviews.addObject().put("by", review.by()).put("at", review.at());
        if (review.note() != null) {
          item.put("note", review.note());
        }
      }
    }
    return json;
  }
}
