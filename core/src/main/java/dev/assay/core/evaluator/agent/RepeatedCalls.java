package dev.assay.core.evaluator.agent;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether an agent made the same call again and again. */
final class RepeatedCalls implements Evaluator {

  private static final String MAX = "max";
  private static final String IGNORE = "ignore";
  private static final int MOST_NAMED = 20;

  private final int max;
  private final ArgumentMatch match;

  private RepeatedCalls(Parameters parameters) {
    this.max = parameters.integer(MAX);
    this.match = new ArgumentMatch(ArgumentMatch.Mode.EXACT, parameters.strings(IGNORE));
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "repeated-calls",
            "1",
            "Passes when no tool was called with the same arguments more often than allowed.")
        .category(Category.AGENT)
        .documentation(
            "The most often that one tool was called with the same arguments, compared as JSON"
                + " without regard to the order of keys or the spelling of numbers; it passes up"
                + " to `max`, by default once. Finds agents that go in circles. `ignore` names"
                + " arguments that differ without meaning, such as a request id. Polling a tool"
                + " until it is done is a repetition too: allow as many as that takes. Repeating"
                + " a call is counted as slow, for it uses up time and money.")
        .example("- repeated-calls: {max: 2, ignore: [request_id]}")
        .parameter(
            Parameter.integer(MAX, "How often the same call may be made.")
                .between(1, Integer.MAX_VALUE)
                .withDefault(1))
        .parameter(Parameter.strings(IGNORE, "Arguments that do not count, by name."))
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        .failureMode(FailureMode.SLOW)
        .decidesItself()
        .createdBy((parameters, context) -> new RepeatedCalls(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (ToolCall call : Calls.of(subject.interaction())) {
      String identity = call.name() + "\n" + match.identity(call.arguments());
      counts.merge(identity, 1, Integer::sum);
      names.put(identity, call.name());
    }
    int most = 0;
    String name = "";
    ObjectNode evidence = Json.object();
    ArrayNode repeated = evidence.putArray("repeated");
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      String called = names.getOrDefault(entry.getKey(), "");
      if (entry.getValue() > most) {
        most = entry.getValue();
        name = called;
      }
      if (entry.getValue() > max && repeated.size() < MOST_NAMED) {
        repeated.addObject().put("name", called).put("times", entry.getValue().intValue());
      }
    }
    boolean passed = most <= max;
    String why = name + " called " + most + " times with the same arguments";
    return Score.ofPass(passed, passed ? null : why + " (expected: at most " + max + ")")
        .withEvidence(evidence)
        .withValue(most);
  }
}
