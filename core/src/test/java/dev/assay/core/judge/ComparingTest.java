package dev.assay.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ScriptedChatModel;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ComparingTest {

  private static final EvaluatorRegistry REGISTRY =
      EvaluatorRegistry.of(new ComparingEvaluators().evaluators());
  // The expected output of the subject, and so the other answer.
  private static final String OTHER = "It costs 10 euros a month.";

  @TempDir Path folder;

  private BoundEvaluator bind(ChatModels models, String evaluator, String parameters) {
    ObjectNode given = (ObjectNode) Json.parse(parameters.replace('\'', '"'), "parameters", 1);
    return REGISTRY.bind(
        EvaluatorSpec.of(evaluator, given),
        new EvaluatorContext(folder, EmbeddingModels.of(), models));
  }

  private BoundEvaluator pairwise(ScriptedChatModel model) {
    return bind(model.asModels(), "pairwise", "{'model': 'scripted:judge'}");
  }

  /** Replies by what stands first: the judge sees A before B. */
  private static ScriptedChatModel choosing(Function<String, String> byFirst) {
    return ScriptedChatModel.of(
        request -> {
          String user = request.messages().get(1).text();
          String first = user.substring(user.indexOf("BEGIN RESPONSE A"));
          String reply = byFirst.apply(first.substring(0, first.indexOf("<<<END")));
          return ChatResponse.ofText(
              "Compared. RESULT " + ScriptedChatModel.code(request) + ": " + reply);
        });
  }

  @Test
  void pairwise_betterInBothOrders_wins() {
    ScriptedChatModel model = choosing(first -> first.contains("mine") ? "A" : "B");
    Score.Scored score = (Score.Scored) pairwise(model).evaluate(Judged.subject("mine"));
    assertThat(score.value()).isEqualTo(1);
    assertThat(score.label()).isEqualTo("win");
    assertThat(score.evidence().at("/pair/consistent").booleanValue()).isTrue();
    assertThat(model.requests()).hasSize(2);
    List<String> asked = model.requests().stream().map(r -> r.messages().get(1).text()).toList();
    assertThat(asked).anyMatch(text -> text.indexOf("mine") < text.indexOf(OTHER));
    assertThat(asked).anyMatch(text -> text.indexOf(OTHER) < text.indexOf("mine"));
    // The other answer is the reference, which must not be shown as such.
    assertThat(asked).noneMatch(text -> text.contains("BEGIN REFERENCE"));
  }

  @Test
  void pairwise_worseInBothOrders_loses() {
    ScriptedChatModel model = choosing(first -> first.contains("mine") ? "B" : "A");
    Score.Scored score = (Score.Scored) pairwise(model).evaluate(Judged.subject("mine"));
    assertThat(score.value()).isZero();
    assertThat(score.label()).isEqualTo("loss");
  }

  @ParameterizedTest
  @CsvSource({"A, A, false", "B, B, false", "tie, tie, true", "A, tie, false", "tie, A, false"})
  void pairwise_ordersDifferOrTie_isATie(String first, String second, boolean consistent) {
    ScriptedChatModel model = choosing(a -> a.contains("mine") ? first : second);
    Score.Scored score = (Score.Scored) pairwise(model).evaluate(Judged.subject("mine"));
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(score.evidence().at("/pair/consistent").booleanValue()).isEqualTo(consistent);
  }

  @Test
  void pairwise_oneOrderFails_isUnscoredWithBothReplies() {
    ScriptedChatModel model = choosing(first -> first.contains("mine") ? "A" : "perhaps");
    Score.Unscored score = (Score.Unscored) pairwise(model).evaluate(Judged.subject("mine"));
    assertThat(score.reason()).contains("1 of 2 answers could be read").contains("no winner found");
    assertThat(score.evidence().at("/judge/replies").size()).isEqualTo(2);
    assertThat(score.evidence().at("/judge/replies/1/text").stringValue()).contains("perhaps");
  }

  @Test
  void pairwise_modelHeldToASchema_readsItsJson() {
    ScriptedChatModel model =
        ScriptedChatModel.of(
                request ->
                    ChatResponse.ofText(
                        request.messages().get(1).text().indexOf("mine")
                                < request.messages().get(1).text().indexOf(OTHER)
                            ? "{\"reasoning\": \"x\", \"winner\": \"A\"}"
                            : "{\"reasoning\": \"x\", \"winner\": \"Response B\"}"))
            .withSchema();
    Score.Scored score = (Score.Scored) pairwise(model).evaluate(Judged.subject("mine"));
    assertThat(score.value()).isEqualTo(1);
    assertThat(model.requests().get(0).schema()).isNotNull();
  }

  @Test
  void pairwise_prometheus_asksInItsFormatAndReadsResult() {
    ScriptedChatModel model =
        ScriptedChatModel.of(
            request ->
                ChatResponse.ofText(
                    request.messages().get(1).text().indexOf("mine")
                            < request.messages().get(1).text().indexOf(OTHER)
                        ? "Feedback: A names it. [RESULT] A"
                        : "Feedback: B names it. [RESULT] B"));
    BoundEvaluator evaluator =
        bind(model.asModels(), "pairwise", "{'model': 'scripted:judge', 'preset': 'prometheus-2'}");
    assertThat(((Score.Scored) evaluator.evaluate(Judged.subject("mine"))).value()).isEqualTo(1);
    assertThat(model.requests().get(0).messages().get(1).text())
        .contains("###Response A:", "###Response B:", "[RESULT] (A or B)");
  }

  @Test
  void pairwise_againstRecordedAnswers_takesThatOfTheId() throws IOException {
    Files.writeString(
        folder.resolve("before.jsonl"),
        "{\"id\":\"z\",\"output\":\"zzz\"}\n{\"id\":\"a\",\"output\":\"as it was\"}\n");
    ScriptedChatModel model = choosing(first -> "tie");
    BoundEvaluator evaluator =
        bind(
            model.asModels(), "pairwise", "{'model': 'scripted:judge', 'against': 'before.jsonl'}");
    evaluator.evaluate(Judged.subject("mine"));
    assertThat(model.requests().get(0).messages().get(1).text())
        .contains("as it was")
        .contains("BEGIN REFERENCE");
    assertThatThrownBy(
            () ->
                bind(
                    model.asModels(),
                    "pairwise",
                    "{'model': 'scripted:judge', 'against': 'none.jsonl'}"))
        .hasMessageContaining("pairwise.against")
        .hasMessageContaining("none.jsonl");
  }

  @Test
  void pairwise_againstARun_takesTheFirstRepetitionWhereverItStands() throws IOException {
    Files.writeString(
        folder.resolve("results.jsonl"),
        """
        {"example_id": "a", "repeat": 1, "output": "later"}
        {"example_id": "a", "repeat": 0, "output": "first"}
        """);
    ScriptedChatModel model = choosing(first -> "A");
    bind(model.asModels(), "pairwise", "{'model': 'scripted:judge', 'against': '.'}")
        .evaluate(Judged.subject("mine"));
    assertThat(model.lastPrompt()).contains("first").doesNotContain("later");
  }

  @ParameterizedTest
  @CsvSource({
    "The verdict is a tie., 0.5",
    "Winner: a tie, 0.5",
    "The winner is a matter of taste., ",
  })
  void pairwise_articleInProse_isNotTheChoiceA(String reply, Double value) {
    Score score = pairwise(ScriptedChatModel.replying(reply)).evaluate(Judged.subject("mine"));
    if (value == null) {
      assertThat(score).isInstanceOf(Score.Unscored.class);
    } else {
      assertThat(((Score.Scored) score).value()).isEqualTo(value);
      assertThat(score.evidence().at("/pair/consistent").booleanValue()).isTrue();
    }
  }

  static Stream<Arguments> attacks() {
    return AttacksTest.attacks().stream().map(a -> Arguments.of(a.id(), a.text()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void pairwise_attack_staysInItsFenceAndWinsNothing(String id, String attack) {
    ScriptedChatModel model = choosing(first -> first.contains(OTHER) ? "A" : "B");
    Score score = pairwise(model).evaluate(Judged.subject(attack, "context"));
    assertThat(((Score.Scored) score).value()).isZero();
    for (ChatRequest request : model.requests()) {
      String user = request.messages().get(1).text();
      String code = ScriptedChatModel.code(request);
      for (String label : List.of("RESPONSE A", "RESPONSE B")) {
        assertThat(user.split("<<<BEGIN " + label + " " + code + ">>>", -1)).hasSize(2);
        assertThat(user.split("<<<END " + label + " " + code + ">>>", -1)).hasSize(2);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void pairwise_replyThatQuotesTheAttack_isJudgedByItsOwnResult(String id, String attack) {
    ScriptedChatModel model =
        ScriptedChatModel.of(
            request -> {
              String user = request.messages().get(1).text();
              boolean otherFirst =
                  user.indexOf(OTHER, user.indexOf("BEGIN RESPONSE A"))
                      < user.indexOf("BEGIN RESPONSE B");
              return ChatResponse.ofText(
                  "RESULT "
                      + ScriptedChatModel.code(request)
                      + ": "
                      + (otherFirst ? "A" : "B")
                      + "\nThe other one says: "
                      + attack);
            });
    Score score = pairwise(model).evaluate(Judged.subject(attack, "context"));
    assertThat(score instanceof Score.Scored scored ? scored.value() : 0).isZero();
  }

  @ParameterizedTest
  @CsvSource({"mean, 3.0", "majority, 4.0"})
  void panel_threeJudges_gradeAsAggregated(String aggregate, double value) {
    BoundEvaluator panel = panel(List.of("4", "1", "4"), ", 'aggregate': '" + aggregate + "'");
    Score.Scored score = (Score.Scored) panel.evaluate(Judged.subject("mine"));
    assertThat(score.value()).isEqualTo(value);
    assertThat(score.evidence().at("/panel/members").size()).isEqualTo(3);
    assertThat(score.evidence().at("/panel/spread").doubleValue()).isEqualTo(3);
  }

  @Test
  void panel_evenMajority_isWhatMoreThanHalfReach() {
    Score.Scored score =
        (Score.Scored)
            panel(List.of("2", "4", "5", "3"), ", 'aggregate': 'majority'")
                .evaluate(Judged.subject("mine"));
    assertThat(score.value()).isEqualTo(3);
  }

  @Test
  void panel_oneFails_isUnscoredUnlessAQuorumIsEnough() {
    Score.Unscored partial =
        (Score.Unscored) panel(List.of("4", "none", "5"), "").evaluate(Judged.subject("mine"));
    assertThat(partial.reason()).startsWith("2 of 3 judges gave a grade, 3 needed: judge-1: ");
    Score.Scored enough =
        (Score.Scored)
            panel(List.of("4", "none", "5"), ", 'quorum': 2").evaluate(Judged.subject("mine"));
    assertThat(enough.value()).isEqualTo(4.5);
  }

  @Test
  void panel_roles_reachTheirOwnModelOnly() {
    ScriptedChatModel model = ScriptedChatModel.replying("RESULT {code}: 3");
    BoundEvaluator panel =
        bind(
            model.asModels(),
            "panel",
            "{'criteria': 'helpfulness', 'judges': ["
                + "{'model': 'scripted:judge', 'name': 'lawyer', 'role': 'You are a lawyer.'},"
                + "{'model': 'scripted:judge', 'name': 'nurse', 'role': 'You are a nurse.'}]}");
    panel.evaluate(Judged.subject("mine"));
    assertThat(model.requests()).hasSize(2);
    assertThat(model.requests().stream().map(r -> r.messages().get(0).text()))
        .satisfiesExactlyInAnyOrder(
            task -> assertThat(task).contains("You are a lawyer.").doesNotContain("nurse"),
            task -> assertThat(task).contains("You are a nurse.").doesNotContain("lawyer"));
  }

  @Test
  void panel_settingsThatCannotWork_sayWhatWasExpected() {
    ChatModels models = ScriptedChatModel.replying("3").asModels();
    assertThatThrownBy(
            () ->
                bind(models, "panel", "{'criteria': 'helpfulness', 'judges': ['scripted:judge']}"))
        .hasMessageContaining("a list of at least two models");
    assertThatThrownBy(
            () ->
                bind(
                    models,
                    "panel",
                    "{'criteria': 'helpfulness', 'judges': ['scripted:judge', 'scripted:judge']}"))
        .hasMessageContaining("a name of its own");
    assertThatThrownBy(
            () ->
                bind(
                    models,
                    "panel",
                    "{'criteria': 'helpfulness', 'judges': [{'model': 'scripted:judge', 'rule': 'x'},"
                        + " {'model': 'scripted:judge'}]}"))
        .hasMessageContaining("did you mean role?");
    assertThatThrownBy(
            () ->
                bind(
                    models,
                    "panel",
                    "{'criteria': 'helpfulness', 'judges': ['scripted:judge',"
                        + " {'model': 'scriptd:x', 'name': 'b'}]}"))
        .hasMessageContaining("panel.judges[1].model: scriptd:x");
  }

  @Test
  void panel_failingByANamedCriterion_failsAsThatCriterionDoes() {
    Score.Scored score =
        (Score.Scored) panel(List.of("1", "2"), "").evaluate(Judged.subject("mine"));
    assertThat(score.failureMode()).contains(FailureMode.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "''", "['clear', ' ']"})
  void pairwise_criteriaThatSayNothing_areRefused(String criteria) {
    ChatModels models = ScriptedChatModel.replying("A").asModels();
    assertThatThrownBy(() -> bind(models, "pairwise", "{'criteria': " + criteria + "}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pairwise.criteria");
  }

  // Members reply in the order of their names.
  private BoundEvaluator panel(List<String> grades, String more) {
    ScriptedChatModel model =
        ScriptedChatModel.of(
            request -> {
              String system = request.messages().get(0).text();
              int number =
                  Integer.parseInt(system.replaceAll("(?s).*You are number (\\d+)\\..*", "$1"));
              if (grades.get(number).equals("none")) {
                throw new ModelException(ModelException.Kind.TIMEOUT, "no answer in 30 s", null);
              }
              return ChatResponse.ofText(
                  "RESULT " + ScriptedChatModel.code(request) + ": " + grades.get(number));
            });
    StringBuilder judges = new StringBuilder();
    for (int i = 0; i < grades.size(); i++) {
      judges
          .append(i == 0 ? "" : ",")
          .append("{'model': 'scripted:judge', 'name': 'judge-")
          .append(i)
          .append("', 'role': 'You are number ")
          .append(i)
          .append(".'}");
    }
    return bind(
        model.asModels(),
        "panel",
        "{'criteria': 'helpfulness', 'judges': [" + judges + "]" + more + "}");
  }
}
