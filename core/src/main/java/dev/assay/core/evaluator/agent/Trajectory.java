package dev.assay.core.evaluator.agent;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether an agent went the way it should have gone. */
final class Trajectory implements Evaluator {

  private static final String MODE = "mode";
  private static final String EXPECTED = "expected";
  private static final String OF = "of";
  private static final int MOST_NAMED = 50;
  private static final int MOST_STEPS = 5_000;

  private final String mode;
  private final @Nullable List<String> expected;
  private final boolean steps;

  private Trajectory(Parameters parameters) {
    this.mode = parameters.string(MODE);
    this.expected = parameters.has(EXPECTED) ? parameters.strings(EXPECTED) : null;
    this.steps = parameters.string(OF).equals("steps");
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "trajectory", "1", "Passes when tools were called, or steps taken, as expected.")
        .category(Category.AGENT)
        .documentation(
            "Compares the names of the tools an agent called with those expected. `exact`: the same"
                + " names in the same order and no others; `in-order`: all of them in this order,"
                + " others between them allowed; `any-order`: all of them, as often as expected,"
                + " others allowed; `allowed`: no tool but these, none of which need be called. The"
                + " value is the share that fits (of the expected names found, for `exact` of the"
                + " longer of both ways, for `allowed` of the calls made); it passes at 1. What is"
                + " expected is the parameter `expected`, or the names of the example's expected"
                + " `tool_calls` (see `tool-call-f1`). With `of: steps` the names of all steps are"
                + " compared in place of the tools.")
        .example("- trajectory: {mode: in-order, expected: [search, read, answer]}")
        .parameter(
            Parameter.string(MODE, "What order and others mean.")
                .oneOf("exact", "in-order", "any-order", "allowed")
                .withDefault("exact"))
        .parameter(
            Parameter.strings(EXPECTED, "The names; those of the example's tool calls by default."))
        .parameter(
            Parameter.string(OF, "What is compared: tool calls, or all steps.")
                .oneOf("tools", "steps")
                .withDefault("tools"))
        .decidesItself()
        .createdBy((parameters, context) -> new Trajectory(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<String> wanted = expected == null ? ofExample(subject) : expected;
    if (wanted == null) {
      return Score.unscored("needs expected tool calls in the example, or the parameter expected");
    }
    List<String> made =
        steps
            ? subject.interaction().steps().stream().map(Step::name).toList()
            : names(Calls.of(subject.interaction()));
    if (wanted.size() > MOST_STEPS || made.size() > MOST_STEPS) {
      return Score.unscored("more than " + MOST_STEPS + " steps to compare");
    }
    double share = share(wanted, made);
    boolean passed =
        switch (mode) {
          case "exact" -> wanted.equals(made);
          default -> share == 1;
        };
    ObjectNode evidence = Json.object();
    list(evidence, "expected", wanted);
    list(evidence, "made", made);
    return Score.ofPass(passed, passed ? null : explanation(wanted, made))
        .withEvidence(evidence)
        .withValue(passed ? 1 : share);
  }

  private static @Nullable List<String> ofExample(Subject subject) {
    List<ToolCall> calls = ExpectedCalls.of(subject);
    return calls == null ? null : names(calls);
  }

  private static List<String> names(List<ToolCall> calls) {
    return calls.stream().map(ToolCall::name).toList();
  }

  private double share(List<String> wanted, List<String> made) {
    return switch (mode) {
      case "exact" -> share(common(wanted, made), Math.max(wanted.size(), made.size()));
      case "in-order" -> share(common(wanted, made), wanted.size());
      case "any-order" -> share(overlap(wanted, made), wanted.size());
      default -> {
        Set<String> allowed = new HashSet<>(wanted);
        yield share((int) made.stream().filter(allowed::contains).count(), made.size());
      }
    };
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  private static int overlap(List<String> wanted, List<String> made) {
    Map<String, Integer> left = new HashMap<>();
    made.forEach(name -> left.merge(name, 1, Integer::sum));
    int found = 0;
    for (String name : wanted) {
      if (left.getOrDefault(name, 0) > 0) {
        left.merge(name, -1, Integer::sum);
        found++;
      }
    }
    return found;
  }

  // The longest common subsequence, one row at a time.
  private static int common(List<String> wanted, List<String> made) {
    int[] row = new int[made.size() + 1];
    for (String name : wanted) {
      int diagonal = 0;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        row[j] = name.equals(made.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[row.length - 1];
  }

  private String explanation(List<String> wanted, List<String> made) {
    String rule =
        switch (mode) {
          case "exact" -> "exactly ";
          case "in-order" -> "in this order ";
          case "any-order" -> "in any order ";
          default -> "only ";
        };
    return shown(made) + " (expected: " + rule + shown(wanted) + ")";
  }

  private static String shown(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String text = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return names.size() > MOST_NAMED ? text + ", …" : text;
  }

  private static void list(ObjectNode evidence, String field, List<String> names) {
    ArrayNode list = evidence.putArray(field);
    names.stream().limit(MOST_NAMED).forEach(list::add);
  }
}
