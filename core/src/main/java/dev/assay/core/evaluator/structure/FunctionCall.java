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
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether calls of functions name known ones and give them arguments that fit. */
final class FunctionCall implements Evaluator {

  private static final String FUNCTIONS = "functions";
  private static final String REQUIRED = "required";
  private static final String NAME = "function-call." + FUNCTIONS;
  private static final int MOST_CALLS = 1_000;
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_NAME = 80;

  private final Extraction extraction;
  private final Map<String, JsonSchema> functions;
  private final boolean required;
  private final String fingerprint;

  private FunctionCall(Parameters parameters, EvaluatorContext context) {
    JsonNode list =
        JsonSchema.document(
            NAME, parameters.json(FUNCTIONS).orElseThrow(), context.baseDirectory());
    this.extraction = Extraction.of(parameters);
    this.functions = FunctionSchemas.of(NAME, list);
    this.required = parameters.bool(REQUIRED);
    this.fingerprint = FunctionSchemas.hash(list);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "function-call",
            "1",
            "Passes when every function call names a known function with arguments that fit its"
                + " schema.")
        .documentation(
            "Takes the tool calls of the interaction, or, where it has none, those that the output"
                + " holds as JSON: `{name, arguments}`, OpenAI's `{function: {name, arguments}}` or"
                + " `{tool_calls: […]}`, or a list of these; arguments may be an object or its JSON"
                + " text. `functions` is a list as OpenAI's `tools` take it, inline or the path of a"
                + " file: `{type: function, function: {name, parameters}}`, or `{name, parameters}`."
                + " A call passes if its name is in the list and its arguments meet the JSON Schema"
                + " under `parameters`. The value is the share of calls that pass, and all must."
                + " Whether it was the right call is for the expected tools.")
        .example("- function-call: {functions: tools.json, extract: auto}")
        .category(Category.STRUCTURE)
        .failureMode(FailureMode.FORMAT)
        .parameter(
            Parameter.json(FUNCTIONS, "The functions there are, or the path of a file with them.")
                .asRequired())
        .parameter(
            Parameter.bool(REQUIRED, "Whether an answer without any call fails.").withDefault(true))
        .parameter(Extraction.parameter())
        .decidesItself()
        .createdBy(FunctionCall::new);
  }

  @Override
  public Score evaluate(Subject subject) {
    List<FunctionSchemas.Call> calls = new ArrayList<>();
    subject
        .interaction()
        .toolCalls()
        .forEach(call -> calls.add(new FunctionSchemas.Call(call.name(), call.arguments())));
    String complaint = "no function call";
    if (calls.isEmpty()) {
      JsonText output = JsonText.of(subject.output(), extraction);
      JsonNode document = output.document();
      if (document != null) {
        calls.addAll(FunctionSchemas.calls(document));
      } else {
        complaint += ": " + output.complaint();
      }
    }
    if (calls.isEmpty()) {
      return Score.ofPass(!required, required ? complaint : null);
    }
    if (calls.size() > MOST_CALLS) {
      return Score.unscored("more than " + MOST_CALLS + " function calls");
    }
    try {
      return score(calls);
    } catch (CancellationException e) {
      return Score.unscored("a pattern of a schema takes too long on these arguments");
    }
  }

  private Score score(List<FunctionSchemas.Call> calls) {
    ObjectNode evidence = Json.object().put("calls_total", calls.size());
    ArrayNode array = evidence.putArray("calls");
    String first = null;
    int valid = 0;
    for (FunctionSchemas.Call call : calls) {
      String fault = fault(call);
      valid += fault == null ? 1 : 0;
      first = first == null ? fault : first;
      if (array.size() < MOST_SHOWN) {
        array
            .addObject()
            .put("name", Printable.line(call.name(), LONGEST_NAME))
            .put("valid", fault == null)
            .put("fault", fault);
      }
    }
    boolean passed = valid == calls.size();
    return new Score.Scored((double) valid / calls.size(), passed, null, first, evidence);
  }

  private @Nullable String fault(FunctionSchemas.Call call) {
    String shown = Printable.line(call.name(), LONGEST_NAME);
    JsonSchema schema = functions.get(call.name());
    if (schema == null) {
      String advice =
          call.name().length() > LONGEST_NAME
              ? ""
              : "; " + Nearest.advice(call.name(), functions.keySet());
      return "unknown function " + (shown.isEmpty() ? "without a name" : shown) + advice;
    }
    JsonNode arguments = call.arguments();
    if (arguments.isString()) {
      JsonText text = JsonText.parse(arguments.stringValue(), "arguments");
      if (text.document() == null) {
        return shown + ": arguments are " + text.complaint();
      }
      arguments = text.document();
    }
    JsonSchema.Violations violations = schema.check(arguments);
    return violations.isEmpty() ? null : shown + ": " + violations.words();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
