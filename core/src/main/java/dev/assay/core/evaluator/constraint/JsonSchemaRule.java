package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.structure.JsonSchema;
import dev.assay.core.problem.InvalidInputException;
import tools.jackson.databind.JsonNode;

/** The output must be JSON that meets a schema; see {@link JsonSchema}. */
final class JsonSchemaRule implements Rule {

  private final JsonSchema schema;
  private final boolean fenced;

  private JsonSchemaRule(JsonSchema schema, boolean fenced) {
    this.schema = schema;
    this.fenced = fenced;
  }

  static Rule of(Settings settings) {
    JsonNode setting = settings.setting();
    if (!setting.isString() && !setting.isObject()) {
      throw settings.wrong("a JSON Schema, or the path of a file that holds one");
    }
    String subject = settings.subject() + ".json-schema";
    return new JsonSchemaRule(
        JsonSchema.read(subject, setting, settings.baseDirectory()),
        settings.values().bool("fenced"));
  }

  @Override
  public Finding check(Subject subject) {
    JsonNode document;
    try {
      document = JsonValidRule.parse(subject.output(), fenced);
    } catch (InvalidInputException e) {
      return JsonValidRule.broken(e);
    }
    JsonSchema.Violations violations = schema.check(document);
    return violations.isEmpty()
        ? Finding.HOLDS
        : Finding.violated(violations.words(), "the schema met");
  }

  @Override
  public String fingerprint() {
    return schema.hash();
  }
}
