package dev.assay.core.evaluator.agent;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The F1 of the tool calls made against those expected, in any order. */
final class ToolCallF1 implements Evaluator {

  private static final String ARGUMENTS = "arguments";
  private static final String IGNORE = "ignore";
  private static final int MOST_NAMED = 20;
  // Where parts match, each call is compared with each: a second or so.
  private static final int MOST_CALLS = 1_000;
  private static final long MOST_WORK = 50_000_000;

  private final ArgumentMatch match;

  private ToolCallF1(ArgumentMatch match) {
    this.match = match;
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "tool-call-f1", "1", "Compares the tool calls made with those expected, in any order.")
        .category(Category.AGENT)
        .documentation(
            "The harmonic mean of precision (which share of the calls made was expected) and"
                + " recall (which share of the expected calls was made). Each call counts once: the"
                + " greatest number of pairs of equal name and matching arguments is taken."
                + " Arguments are compared as JSON, without regard to the order of keys or the"
                + " spelling of numbers: `exact`, `subset` (the expected arguments are among those"
                + " given), or `none`; `ignore` names arguments that never count. Expected calls"
                + " are a list of `{name, arguments}` or of names under `tool_calls` in the"
                + " example's metadata, or in an expected output that is an object; an empty list"
                + " expects none. Calls are the interaction's tool calls, or else its steps of the"
                + " kind `tool`. For their order use `trajectory`.")
        .example("- tool-call-f1: {arguments: subset, ignore: [request_id], threshold: 1}")
        .parameter(
            Parameter.string(ARGUMENTS, "How arguments must match.")
                .oneOf("exact", "subset", "none")
                .withDefault("exact"))
        .parameter(Parameter.strings(IGNORE, "Arguments that do not count, by name."))
        .needs(Need.EXPECTED_TOOL_CALLS)
        .createdBy(
            (parameters, context) ->
                new ToolCallF1(
                    new ArgumentMatch(
                        ArgumentMatch.Mode.valueOf(
                            parameters.string(ARGUMENTS).toUpperCase(Locale.ROOT)),
                        parameters.strings(IGNORE))));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<ToolCall> expected = requireNonNull(ExpectedCalls.of(subject));
    List<ToolCall> actual = Calls.of(subject.interaction());
    boolean parts = match.mode() == ArgumentMatch.Mode.SUBSET;
    if (parts && work(expected, actual) > MOST_WORK) {
      return Score.unscored(
          "too many calls to compare: " + actual.size() + " with " + expected.size());
    }
    int[] partners = parts ? matchParts(expected, actual) : matchEqual(expected, actual);
    int matched = (int) Arrays.stream(partners).filter(partner -> partner >= 0).count();
    int all = expected.size() + actual.size();
    double f1 = all == 0 ? 1 : 2.0 * matched / all;
    ObjectNode evidence = evidence(expected, actual, partners, matched);
    String why = f1 == 1 ? null : explanation(evidence);
    return Score.of(f1).withExplanation(why).withEvidence(evidence);
  }

  private static long work(List<ToolCall> expected, List<ToolCall> actual) {
    if (expected.size() > MOST_CALLS || actual.size() > MOST_CALLS) {
      return Long.MAX_VALUE;
    }
    long characters = expected.stream().mapToLong(c -> Json.write(c.arguments()).length()).sum();
    return Math.multiplyExact(characters + 1, actual.size() + 1L);
  }

  // For each expected call the one made, or -1. Calls that match are equal: any of them will do.
  private int[] matchEqual(List<ToolCall> expected, List<ToolCall> actual) {
    Map<String, Deque<Integer>> free = new HashMap<>();
    for (int i = 0; i < actual.size(); i++) {
      free.computeIfAbsent(identity(actual.get(i)), key -> new ArrayDeque<>()).add(i);
    }
    int[] partners = new int[expected.size()];
    for (int i = 0; i < partners.length; i++) {
      Deque<Integer> equal = free.get(identity(expected.get(i)));
      Integer partner = equal == null ? null : equal.poll();
      partners[i] = partner == null ? -1 : partner;
    }
    return partners;
  }

  private String identity(ToolCall call) {
    return call.name() + "\n" + match.identity(call.arguments());
  }

  private int[] matchParts(List<ToolCall> expected, List<ToolCall> actual) {
    BipartiteMatching pairs = new BipartiteMatching(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < actual.size(); j++) {
        if (expected.get(i).name().equals(actual.get(j).name())
            && ArgumentMatch.holds(
                match.counting(actual.get(j).arguments()),
                match.counting(expected.get(i).arguments()))) {
          pairs.edge(i, j);
        }
      }
    }
    return pairs.match();
  }

  private static ObjectNode evidence(
      List<ToolCall> expected, List<ToolCall> actual, int[] partners, int matched) {
    ObjectNode evidence = Json.object();
    evidence.put("precision", actual.isEmpty() ? 1 : (double) matched / actual.size());
    evidence.put("recall", expected.isEmpty() ? 1 : (double) matched / expected.size());
    evidence.put("expected", expected.size());
    evidence.put("made", actual.size());
    evidence.put("matched", matched);
    List<Integer> missing =
        IntStream.range(0, partners.length).filter(i -> partners[i] < 0).boxed().toList();
    boolean[] used = new boolean[actual.size()];
    Arrays.stream(partners).filter(partner -> partner >= 0).forEach(i -> used[i] = true);
    List<Integer> others = new ArrayList<>();
    IntStream.range(0, used.length).filter(i -> !used[i]).forEach(others::add);
    names(evidence, "missing", missing, expected);
    names(evidence, "not_expected", others, actual);
    return evidence;
  }

  private static void names(
      ObjectNode evidence, String field, List<Integer> indices, List<ToolCall> calls) {
    ArrayNode names = evidence.putArray(field);
    indices.stream().limit(MOST_NAMED).forEach(i -> names.add(calls.get(i).name()));
  }

  private static String explanation(ObjectNode evidence) {
    List<String> parts = new ArrayList<>();
    for (String field : List.of("missing", "not_expected")) {
      List<String> names = new ArrayList<>();
      evidence.path(field).forEach(name -> names.add(name.asString()));
      if (!names.isEmpty()) {
        parts.add(field.replace('_', ' ') + ": " + String.join(", ", names));
      }
    }
    return String.join("; ", parts);
  }
}
