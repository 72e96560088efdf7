package dev.assay.cli;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row to score: an output that already exists, with what was expected of it.
 *
 * @param id as it stands in the file
 * @param subject what evaluators are given
 */
record ScoreRow(JsonNode id, Subject subject) {

  private static final TreeSet<String> KNOWN =
      new TreeSet<>(
          List.of("id", "expected", "expected_output", "relevant_context", "input", "metadata"));

  static {
    KNOWN.addAll(InteractionJson.FIELDS);
  }

  /**
   * Reads a row. Fields it does not know are left alone, for files come from everywhere; but one
   * that looks like a slip for a known field that is not there is an error.
   *
   * @throws InvalidInputException with the line, if it is not a row
   */
  static ScoreRow read(JsonLines.Line line, String file) {
    JsonNode json = Json.parse(line.text(file), file, line.number());
    Location location = Location.ofLine(file, line.number());
    if (!(json instanceof ObjectNode row)) {
      throw new InvalidInputException(
          Problem.of("row", Json.write(json), "an object {id, output, expected}").at(location));
    }
    try {
      refuseSlips(row);
      return read(row);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.problems().stream().map(p -> p.at(location)).toList());
    }
  }

  private static ScoreRow read(ObjectNode row) {
    JsonNode id = row.get("id");
    if (id == null || !(id.isString() || id.isNumber())) {
      throw wrong("id", id, "a string or a number");
    }
    if (!row.has("output") && !row.has("error")) {
      throw wrong("output", null, "a string, or null where there was none");
    }
    if (row.has("expected") && row.has("expected_output")) {
      throw wrong("expected_output", row.get("expected_output"), "expected or expected_output");
    }
    JsonNode expected = row.has("expected") ? row.get("expected") : row.get("expected_output");
    JsonNode input = row.get("input");
    JsonNode metadata = row.get("metadata");
    if (metadata != null && !metadata.isNull() && !metadata.isObject()) {
      throw wrong("metadata", metadata, "an object");
    }
    Interaction interaction = InteractionJson.read(row);
    Example example =
        // Which partition a row would belong to is not known here, and no evaluator is told.
        Example.builder(id.asString(), Partition.GOLDEN, "")
            .input(input == null ? Json.array().addNull().get(0) : input)
            .expectedOutput(expected == null || expected.isNull() ? null : expected)
            .context(InteractionJson.passages(row.get("relevant_context"), "relevant_context"))
            .metadata(metadata instanceof ObjectNode object ? object : Json.object())
            .build();
    return new ScoreRow(id, new Subject(interaction, example));
  }

  private static void refuseSlips(ObjectNode row) {
    for (String name : row.propertyNames()) {
      if (!KNOWN.contains(name)) {
        Nearest.to(name, KNOWN)
            .filter(near -> !row.has(near))
            .ifPresent(
                near -> {
                  throw new InvalidInputException(
                      Problem.of("field", name, "a known field")
                          .next("did you mean " + near + "?"));
                });
      }
    }
  }

  private static InvalidInputException wrong(
      String subject, @org.jspecify.annotations.Nullable JsonNode value, String expected) {
    return new InvalidInputException(
        Problem.of(subject, value == null ? "missing" : Json.write(value), expected));
  }
}
