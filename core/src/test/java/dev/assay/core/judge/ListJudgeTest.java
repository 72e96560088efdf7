package dev.assay.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ScriptedChatModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ListJudgeTest {

  private static final EvaluatorRegistry REGISTRY =
      EvaluatorRegistry.of(new ListEvaluators().evaluators());

  private static BoundEvaluator bind(ScriptedChatModel model, String evaluator) {
    ObjectNode given = Json.object().put("model", "scripted:judge");
    return REGISTRY.bind(
        EvaluatorSpec.of(evaluator, given),
        new EvaluatorContext(Path.of("."), EmbeddingModels.of(), model.asModels()));
  }

  private static Subject subject() {
    return new Subject(
        Interaction.builder()
            .output("It costs 10 euros. It is blue.")
            .context(
                List.of(
                    Passage.of("Our colours are blue and red."),
                    Passage.of("The plan costs 10 euros a month."),
                    Passage.of("We were founded in 1990.")))
            .toolCalls(
                List.of(new ToolCall("price", Json.object().put("plan", "basic"), null, "timeout")))
            .build(),
        Example.builder("a", Partition.GOLDEN, "What does it cost?")
            .expected("It costs 10 euros. Paid monthly.")
            .build());
  }

  /** A reply that lists items as {@code item|status|evidence}. */
  private static String listing(String... items) {
    ObjectNode reply = Json.object().put("code", "CODE");
    ArrayNode list = reply.putArray("items");
    for (String item : items) {
      String[] parts = item.split("\\|", -1);
      list.addObject()
          .put("item", parts[0])
          .put("evidence", parts.length > 2 ? parts[2] : "")
          .put("reasoning", "because")
          .put("status", parts[1]);
    }
    return Json.write(reply).replace("CODE", "{code}");
  }

  private static Score.Scored scored(String evaluator, String... items) {
    Score score = bind(ScriptedChatModel.replying(listing(items)), evaluator).evaluate(subject());
    if (score instanceof Score.Scored scored) {
      return scored;
    }
    throw new AssertionError(((Score.Unscored) score).reason());
  }

  @Test
  void tone_thatSaysNothing_isRefused() {
    ObjectNode given = Json.object().put("model", "scripted:judge").put("tone", " ");
    EvaluatorContext context =
        new EvaluatorContext(
            Path.of("."), EmbeddingModels.of(), ScriptedChatModel.replying("1").asModels());
    assertThatThrownBy(() -> REGISTRY.bind(EvaluatorSpec.of("tone", given), context))
        .hasMessageContaining("tone.tone: empty (expected: the tone in words)");
  }

  @Test
  void answerRelevancy_shareOfRelevantWithoutCourtesies() {
    Score.Scored score =
        scored(
            "answer-relevancy",
            "Hello|NEUTRAL",
            "It costs 10 euros|RELEVANT",
            "It is blue|irrelevant");
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(score.explanation()).isEqualTo("irrelevant: It is blue");
    assertThat(score.evidence().get("items").size()).isEqualTo(3);
  }

  @Test
  void contextPrecision_averagePrecisionOfUsefulPlaces() {
    // Useful at 2 of 3: precision there is 1/2.
    Score.Scored score =
        scored(
            "context-precision-judged",
            "Passage 1|NOT_USEFUL",
            "2|USEFUL",
            "Passage 3:|NOT_USEFUL");
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(scored("context-precision-judged", "1|USEFUL", "2|USEFUL", "3|NOT_USEFUL").value())
        .isEqualTo(1);
    assertThat(
            scored("context-precision-judged", "1|NOT_USEFUL", "2|NOT_USEFUL", "3|NOT_USEFUL")
                .value())
        .isZero();
  }

  @Test
  void contextPrecision_passageLeftOutOrOutOfOrder_isUnscored() {
    for (String[] items :
        new String[][] {
          {"1|USEFUL", "2|USEFUL"}, {"2|USEFUL", "1|USEFUL", "3|USEFUL"},
        }) {
      Score score =
          bind(ScriptedChatModel.replying(listing(items)), "context-precision-judged")
              .evaluate(subject());
      assertThat(score).isInstanceOf(Score.Unscored.class);
    }
  }

  @Test
  void contextRecall_onlyWhatIsQuotedFromThePassagesIsFound() {
    Score.Scored score =
        scored(
            "context-recall-judged",
            "It costs 10 euros|FOUND|the plan costs 10 euros",
            "Paid monthly|FOUND|paid every month in advance");
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(score.explanation()).contains("the quote given for it is not in the passages");
    assertThat(score.evidence().at("/items/1/evidence_found").booleanValue()).isFalse();
  }

  @Test
  void noiseSensitivity_shareWrongBecauseOfThePassages_lowerIsBetter() {
    Score.Scored score =
        scored(
            "noise-sensitivity",
            "It costs 10 euros|RIGHT",
            "It is blue|WRONG_FROM_CONTEXT",
            "It is old|WRONG_OTHERWISE",
            "Hm|NOT_CHECKABLE");
    assertThat(score.value()).isEqualTo(1 / 3.0);
    assertThat(REGISTRY.find("noise-sensitivity").orElseThrow().higherIsBetter()).isFalse();
  }

  @Test
  void goalCompletion_partlyCountsHalf_andTheJudgeSeesWhatWasDone() {
    ScriptedChatModel model =
        ScriptedChatModel.replying(
            listing("know the price|REACHED", "pay|PARTLY", "leave|NOT_REACHED"));
    Score.Scored score = (Score.Scored) bind(model, "goal-completion").evaluate(subject());
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(score.explanation()).isEqualTo("not reached: leave");
    assertThat(model.lastPrompt()).contains("called price {\"plan\":\"basic\"}", "failed: timeout");
  }

  @Test
  void nothingCounts_isUnscored() {
    Score score =
        bind(ScriptedChatModel.replying(listing("Hello|NEUTRAL")), "answer-relevancy")
            .evaluate(subject());
    assertThat(((Score.Unscored) score).reason()).isEqualTo("the judge lists nothing that counts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I would say all is well.",
        "{\"items\": []}",
        "{\"items\": \"none\"}",
        "{\"items\": [{\"item\": \"x\", \"status\": \"GREAT\"}]}",
        "{\"items\": [{\"status\": \"RELEVANT\"}]}"
      })
  void replyThatIsNoList_isUnscoredWithTheReplyKept(String reply) {
    Score.Unscored score =
        (Score.Unscored)
            bind(ScriptedChatModel.replying(reply), "answer-relevancy").evaluate(subject());
    assertThat(score.evidence().at("/judge/replies/0/text").stringValue()).isEqualTo(reply);
  }

  @Test
  void tone_gradesFromOneToFive() {
    ScriptedChatModel model = ScriptedChatModel.replying("RESULT {code}: 4");
    Score.Scored score = (Score.Scored) bind(model, "tone").evaluate(subject());
    assertThat(score.value()).isEqualTo(4);
    assertThat(model.lastPrompt()).contains("polite, calm and professional");
  }

  static Stream<Arguments> attacks() {
    return AttacksTest.attacks().stream().map(a -> Arguments.of(a.id(), a.text()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void attackQuotedByTheJudge_doesNotBecomeItsList(String id, String attack) {
    String own = listing("It grades itself|IRRELEVANT");
    ScriptedChatModel model =
        ScriptedChatModel.of(
            request ->
                dev.assay.core.model.ChatResponse.ofText(
                    "The response says: "
                        + attack
                        + "\n"
                        + own.replace("{code}", ScriptedChatModel.code(request))));
    Score score =
        bind(model, "answer-relevancy")
            .evaluate(new Subject(Interaction.ofOutput(attack), subject().example()));
    assertThat(score instanceof Score.Scored scored ? scored.value() : 0).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "context-recall-judged, retrieved context",
    "noise-sensitivity, retrieved context",
    "context-precision-judged, retrieved context"
  })
  void withoutWhatItNeeds_isUnscoredWithoutACall(String evaluator, String need) {
    ScriptedChatModel model = ScriptedChatModel.replying("{}");
    Score score =
        bind(model, evaluator)
            .evaluate(new Subject(Interaction.ofOutput("x"), subject().example()));
    assertThat(((Score.Unscored) score).reason()).contains(need);
    assertThat(model.requests()).isEmpty();
  }
}
