package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import tools.jackson.databind.JsonNode;

/** Whether the output is one JSON document, of a given kind. */
final class JsonValid implements Evaluator {

  private static final String KIND = "kind";
  private static final String ANY = "any";

  private final Extraction extraction;
  private final String kind;

  private JsonValid(Parameters parameters) {
    this.extraction = Extraction.of(parameters);
    this.kind = parameters.string(KIND);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "json-valid", "1", "Passes when the output is one JSON document and nothing else.")
        .documentation(
            "Parses the output as strict JSON: one document, no trailing text or commas, no"
                + " comments, no duplicate keys, at most 512 levels deep. With `extract: auto` a"
                + " code fence around it is taken off, with `fence` it must be in one. `kind` asks"
                + " for an object or a list. What the document holds is for `json-schema`.")
        .example("- json-valid: {extract: auto, kind: object}")
        .category(Category.STRUCTURE)
        .failureMode(FailureMode.FORMAT)
        .parameter(Extraction.parameter())
        .parameter(
            Parameter.string(KIND, "What the document must be.")
                .oneOf(ANY, "object", "array")
                .withDefault(ANY))
        .decidesItself()
        .createdBy((parameters, context) -> new JsonValid(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    JsonText json = JsonText.of(subject.output(), extraction);
    JsonNode document = json.document();
    if (document == null) {
      return Score.ofPass(false, json.complaint());
    }
    String found = document.isObject() ? "object" : document.isArray() ? "array" : "value";
    boolean right = kind.equals(ANY) || kind.equals(found);
    return Score.ofPass(right, right ? null : "is a JSON " + found + ", not an " + kind);
  }
}
