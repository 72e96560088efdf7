package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the output is JSON that meets a schema. */
final class JsonSchemaMatch implements Evaluator {

  private static final String SCHEMA = "schema";

  private final Extraction extraction;
  private final JsonSchema schema;

  private JsonSchemaMatch(Parameters parameters, EvaluatorContext context) {
    this.extraction = Extraction.of(parameters);
    this.schema =
        JsonSchema.read(
            "json-schema." + SCHEMA,
            parameters.json(SCHEMA).orElseThrow(),
            context.baseDirectory());
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "json-schema", "1", "Passes when the output is JSON that meets a schema.")
        .documentation(
            "Validates the output against a JSON Schema, draft 2020-12 unless the schema names"
                + " another. The schema is given inline or as the path of a file, relative to the"
                + " suite; nothing is ever fetched, so a `$ref` must point into the schema itself."
                + " The evidence lists the first violations with their places. An output that is"
                + " not JSON fails.")
        .example("- json-schema: {schema: answer.schema.json, extract: auto}")
        .category(Category.STRUCTURE)
        .failureMode(FailureMode.FORMAT)
        .parameter(
            Parameter.json(SCHEMA, "The schema as an object, or the path of a file with it.")
                .asRequired())
        .parameter(Extraction.parameter())
        .decidesItself()
        .createdBy(JsonSchemaMatch::new);
  }

  @Override
  public Score evaluate(Subject subject) {
    JsonText json = JsonText.of(subject.output(), extraction);
    JsonNode document = json.document();
    if (document == null) {
      return Score.ofPass(false, json.complaint());
    }
    try {
      JsonSchema.Violations violations = schema.check(document);
      if (violations.isEmpty()) {
        return Score.ofPass(true, null);
      }
      ObjectNode evidence = Json.object().put("violations_total", violations.count());
      ArrayNode first = evidence.putArray("violations");
      violations.first().forEach(first::add);
      return Score.ofPass(false, violations.words()).withEvidence(evidence);
    } catch (CancellationException e) {
      return Score.unscored("a pattern of the schema takes too long on this output");
    }
  }

  @Override
  public String fingerprint() {
    return schema.hash();
  }
}
