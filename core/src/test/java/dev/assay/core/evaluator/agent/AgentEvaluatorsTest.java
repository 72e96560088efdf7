package dev.assay.core.evaluator.agent;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AgentEvaluatorsTest {

  private static final String A1 = "{\"name\": \"a\", \"arguments\": {\"x\": 1, \"y\": [1, 2]}}";
  private static final String A1_TOO =
      "{\"name\": \"a\", \"arguments\": {\"y\": [1.0, 2], \"x\": 1.0}}";
  private static final String A1_MORE =
      "{\"name\": \"a\", \"arguments\": {\"x\": 1, \"y\": [1, 2], \"id\": 7}}";
  private static final String A2 = "{\"name\": \"a\", \"arguments\": {\"x\": 2}}";
  private static final String B = "{\"name\": \"b\"}";

  @Test
  void toolCallF1_equalCallsInAnotherOrder_isOne() {
    Score.Scored score = f1("tool-call-f1", list(A1, B), list(B, A1_TOO));

    assertThat(score.value()).isEqualTo(1);
    assertThat(score.explanation()).isNull();
  }

  @Test
  void toolCallF1_missingAndUnexpected_saysWhich() {
    Score.Scored score = f1("tool-call-f1", list(A1, A1, B), list(A1, A2));

    assertThat(score.value()).isCloseTo(2.0 * 1 / 5, within(1e-12));
    assertThat(score.explanation()).isEqualTo("missing: a, b; not expected: a");
    assertThat(score.evidence().path("precision").doubleValue()).isEqualTo(0.5);
    assertThat(score.evidence().path("recall").doubleValue()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "tool-call-f1, 0",
    "tool-call-f1(arguments=subset), 1",
    "tool-call-f1(arguments=none), 1",
    "tool-call-f1(ignore=[id]), 1",
    "'tool-call-f1(ignore=[id, x])', 1",
    "tool-call-f1(ignore=[x]), 0",
  })
  void toolCallF1_arguments_matchAsAsked(String expression, double value) {
    assertThat(f1(expression, list(A1), list(A1_MORE)).value()).isEqualTo(value);
  }

  @Test
  void toolCallF1_subsetWithSeveralWays_takesTheGreatestMatching() {
    // The first expected call fits both; taking the first that fits would leave the second alone.
    String any = "{\"name\": \"a\"}";
    String two = "{\"name\": \"a\", \"arguments\": {\"x\": 2}}";
    Score.Scored score =
        f1(
            "tool-call-f1(arguments=subset)",
            list(any, two),
            list(two, "{\"name\": \"a\", \"arguments\": {\"x\": 3}}"));

    assertThat(score.value()).isEqualTo(1);
  }

  @Test
  void toolCallF1_emptySides_followTheDefinition() {
    assertThat(f1("tool-call-f1", "[]", "[]").value()).isEqualTo(1);
    assertThat(f1("tool-call-f1", list(B), "[]").value()).isEqualTo(0);
    assertThat(f1("tool-call-f1", "[]", list(B)).value()).isEqualTo(0);
  }

  @Test
  void toolCallF1_expectedOutputAndNames_areRead() {
    Example example =
        Example.builder("e", Partition.GOLDEN, "q")
            .expectedOutput(Json.parse("{\"tool_calls\": [\"b\"]}", "t", 1))
            .build();
    Score score = bind("tool-call-f1").evaluate(new Subject(calls(list(B)), example));

    assertThat(((Score.Scored) score).value()).isEqualTo(1);
  }

  @Test
  void toolCallF1_nothingExpected_isUnscored() {
    Example example = Example.builder("e", Partition.GOLDEN, "q").expected("x").build();
    Score score = bind("tool-call-f1").evaluate(new Subject(calls(list(B)), example));

    assertThat(score).isEqualTo(Score.unscored("needs expected tool calls in the example"));
  }

  @Test
  void toolCallF1_expectationThatIsNoList_isUnscored() {
    Score score = score("tool-call-f1", "3", list(B));

    assertThat(((Score.Unscored) score).reason()).contains("tool_calls: 3 (expected: ");
  }

  @Test
  void toolCallF1_stepsOfTools_areCallsWhereNoneAreReported() {
    ObjectNode json =
        (ObjectNode)
            Json.parse(
                "{\"output\": \"o\", \"steps\": [{\"kind\": \"tool\", \"name\": \"a\", "
                    + "\"input\": \"{\\\"x\\\": 2}\"}, {\"kind\": \"llm\", \"name\": \"a\"}]}",
                "t",
                1);
    Subject subject = new Subject(InteractionJson.read(json), example(list(A2)));

    assertThat(((Score.Scored) bind("tool-call-f1").evaluate(subject)).value()).isEqualTo(1);
  }

  @Test
  void toolCallF1_tooManyToCompare_isUnscored() {
    StringBuilder many = new StringBuilder("[" + B);
    for (int i = 0; i < 1_001; i++) {
      many.append(",").append(B);
    }
    String list = many.append("]").toString();

    assertThat(((Score.Unscored) score("tool-call-f1(arguments=subset)", list, list)).reason())
        .startsWith("too many calls to compare");
    assertThat(f1("tool-call-f1", list, list).value()).isEqualTo(1);
  }

  @Test
  void matching_randomGraphs_isAsLargeAsByTryingAll() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      boolean[][] edges = new boolean[6][6];
      BipartiteMatching matching = new BipartiteMatching(6, 6);
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
          edges[i][j] = random.nextInt(4) == 0;
          if (edges[i][j]) {
            matching.edge(i, j);
          }
        }
      }
      int[] partners = matching.match();
      int found = 0;
      boolean[] used = new boolean[6];
      for (int i = 0; i < 6; i++) {
        if (partners[i] >= 0) {
          assertThat(edges[i][partners[i]]).isTrue();
          assertThat(used[partners[i]]).isFalse();
          used[partners[i]] = true;
          found++;
        }
      }
      assertThat(found).isEqualTo(largest(edges, 0, new boolean[6]));
    }
  }

  private static int largest(boolean[][] edges, int left, boolean[] used) {
    if (left == edges.length) {
      return 0;
    }
    int best = largest(edges, left + 1, used);
    for (int right = 0; right < used.length; right++) {
      if (edges[left][right] && !used[right]) {
        used[right] = true;
        best = Math.max(best, 1 + largest(edges, left + 1, used));
        used[right] = false;
      }
    }
    return best;
  }

  @ParameterizedTest
  @CsvSource({
    "exact, a b c, a b c, true, 1",
    "exact, a b c, a c b, false, 0.666667",
    "exact, a b, a b c, false, 0.666667",
    "exact, '', '', true, 1",
    "exact, '', a, false, 0",
    "in-order, a c, a b c, true, 1",
    "in-order, a c, c a, false, 0.5",
    "in-order, a b c, '', false, 0",
    "any-order, a c, c b a, true, 1",
    "any-order, a a, a b, false, 0.5",
    "allowed, a b, a a b, true, 1",
    "allowed, a b, '', true, 1",
    "allowed, a b, a x, false, 0.5",
  })
  void trajectory_mode_decides(
      String mode, String expected, String made, boolean passed, double value) {
    Score.Scored score =
        (Score.Scored) score("trajectory(mode=" + mode + ")", names(expected), names(made));

    assertThat(score.passed()).isEqualTo(passed);
    assertThat(score.value()).isCloseTo(value, within(1e-6));
    assertThat(score.explanation() == null).isEqualTo(passed);
  }

  @Test
  void trajectory_parameter_comesBeforeTheExample() {
    Score.Scored score =
        (Score.Scored) score("trajectory(mode=in-order, expected=[b])", list(A1), list(A1, B));

    assertThat(score.passed()).isTrue();
    Score none = bind("trajectory").evaluate(new Subject(calls(list(B)), null));
    assertThat(((Score.Unscored) none).reason()).startsWith("needs expected tool calls");
  }

  @Test
  void trajectory_steps_comparesTheirNames() {
    ObjectNode json =
        (ObjectNode)
            Json.parse(
                "{\"output\": \"o\", \"steps\": [{\"kind\": \"retrieval\", \"name\": \"kb\"}, "
                    + "{\"kind\": \"llm\", \"name\": \"answer\"}]}",
                "t",
                1);
    Subject subject = new Subject(InteractionJson.read(json), null);

    assertThat(
            ((Score.Scored) bind("trajectory(of=steps, expected=[kb, answer])").evaluate(subject))
                .passed())
        .isTrue();
  }

  @Test
  void stepCount_limits_decideWithTheirMode() {
    assertThat(one("step-count(max=2)", list(B, B)).passed()).isTrue();
    Score.Scored many = one("step-count(max=1)", list(B, B));
    assertThat(many.passed()).isFalse();
    assertThat(many.value()).isEqualTo(2);
    assertThat(many.explanation()).isEqualTo("2 calls (expected: at most 1)");
    Score.Scored few = one("step-count(min=1, max=3)", "[]");
    assertThat(few.explanation()).isEqualTo("0 calls (expected: at least 1)");
    assertThat(few.failureMode()).contains(FailureMode.INCOMPLETE);
    Score none = bind("step-count(max=3, of=steps)").evaluate(new Subject(calls(list(B)), null));
    assertThat(none).isEqualTo(Score.unscored("needs steps in the interaction"));
    assertThatThrownBy(() -> bind("step-count"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step-count: no limit (expected: max, min or both)");
    assertThatThrownBy(() -> bind("step-count(min=3, max=2)"))
        .hasMessageContaining("at most max, which is 2");
  }

  @Test
  void repeatedCalls_sameArguments_areCounted() {
    assertThat(one("repeated-calls", list(A1, A2, B)).passed()).isTrue();
    Score.Scored twice = one("repeated-calls", list(A1, A2, A1_TOO));
    assertThat(twice.passed()).isFalse();
    assertThat(twice.value()).isEqualTo(2);
    assertThat(twice.explanation())
        .isEqualTo("a called 2 times with the same arguments (expected: at most 1)");
    assertThat(one("repeated-calls(max=2)", list(A1, A2, A1_TOO)).passed()).isTrue();
    assertThat(one("repeated-calls(ignore=[id])", list(A1, A1_MORE)).passed()).isFalse();
    assertThat(one("repeated-calls", "[]").value()).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({
    "same, a! a, 1",
    "same, a! b, 0",
    "any, a! b, 1",
    "same, a a!, 0",
    "same, a! a! a b!, 0.666667",
    "any, b a!, 0",
  })
  void errorRecovery_laterSuccess_counts(String by, String made, double value) {
    Score.Scored score = one("error-recovery(by=" + by + ")", names(made));

    assertThat(score.value()).isCloseTo(value, within(1e-6));
  }

  @Test
  void errorRecovery_nothingFailed_isUnscored() {
    assertThat(score("error-recovery", "[]", list(B)))
        .isEqualTo(Score.unscored("no tool call failed"));
  }

  @Test
  void agents_withoutAnOutput_areJudgedByWhatTheyDid() {
    ObjectNode json = Json.object();
    json.set("tool_calls", Json.parse(list(B), "t", 1));
    Subject subject = new Subject(InteractionJson.read(json), null);

    assertThat(bind("step-count(max=1)").evaluate(subject)).isInstanceOf(Score.Scored.class);
    assertThat(bind("set(evaluators=['step-count(max=1)'])").evaluate(subject))
        .isInstanceOf(Score.Scored.class);
    Subject failed = new Subject(Interaction.ofError("timeout", "late"), null);
    assertThat(bind("step-count(max=1)").evaluate(failed)).isEqualTo(Score.unscored("no output"));
  }

  @Test
  void evaluate_expectedCallsThatAreNone_sayWhatIsWrong() {
    assertThat(score("tool-call-f1", "\"search\"", "[]"))
        .isEqualTo(Score.unscored("tool_calls: \"search\" (expected: a list)"));
    assertThat(score("trajectory", "[{\"nam\": \"a\"}]", "[]"))
        .isEqualTo(Score.unscored("tool_calls[0].name: missing (expected: the tool's name)"));
  }

  private static Score.Scored f1(String expression, String expected, String made) {
    return (Score.Scored) score(expression, expected, made);
  }

  private static Score.Scored one(String expression, String made) {
    return (Score.Scored) bind(expression).evaluate(new Subject(calls(made), null));
  }

  private static Score score(String expression, String expected, String made) {
    return bind(expression).evaluate(new Subject(calls(made), example(expected)));
  }

  private static Example example(String expected) {
    ObjectNode metadata = Json.object();
    metadata.set("tool_calls", Json.parse(expected, "t", 1));
    return Example.builder("e", Partition.GOLDEN, "q").metadata(metadata).build();
  }

  private static Interaction calls(String made) {
    JsonNode calls = Json.parse(made, "t", 1);
    return Interaction.builder()
        .output("done")
        .toolCalls(InteractionJson.toolCalls(calls, "tool_calls"))
        .build();
  }

  private static String list(String... calls) {
    return "[" + String.join(", ", calls) + "]";
  }

  /** Names apart by spaces; one with an exclamation mark failed. */
  private static String names(String text) {
    StringBuilder list = new StringBuilder();
    for (String name : text.isEmpty() ? new String[0] : text.split(" ")) {
      list.append(list.isEmpty() ? "" : ", ").append("{\"name\": \"").append(name.charAt(0));
      list.append(name.endsWith("!") ? "\", \"error\": \"boom\"}" : "\"}");
    }
    return "[" + list + "]";
  }
}
