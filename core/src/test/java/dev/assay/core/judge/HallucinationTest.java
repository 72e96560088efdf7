package dev.assay.core.judge;

import static dev.assay.core.judge.Judged.by;
import static dev.assay.core.judge.Judged.scored;
import static dev.assay.core.judge.Judged.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import dev.assay.core.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class HallucinationTest {

  private static String claims(String... statusAndQuote) {
    ObjectNode reply = Json.object();
    ArrayNode list = reply.putArray("claims");
    for (int i = 0; i < statusAndQuote.length; i += 2) {
      list.addObject()
          .put("claim", "Claim " + i / 2)
          .put("evidence", statusAndQuote[i + 1])
          .put("reasoning", "Because.")
          .put("status", statusAndQuote[i]);
    }
    return Json.write(reply);
  }

  private static BoundEvaluator judge(String reply) {
    return by(ScriptedChatModel.replying(reply).withSchema(), "hallucination", "{}");
  }

  @Test
  void evaluate_claims_computesFaithfulnessFromThem() {
    Score.Scored score =
        scored(
            judge(
                claims(
                    "SUPPORTED", "The basic plan costs 10 euros a month.",
                    "REASONABLE_INFERENCE", "Refunds take 14 days",
                    "UNSUPPORTED", "",
                    "CONTRADICTED", "14 days",
                    "NOT_CHECKABLE", "")),
            "It costs 10 euros.");

    assertThat(score.value()).isCloseTo(0.5, within(1e-12));
    assertThat(score.label()).isEqualTo("contradicted");
    assertThat(score.explanation()).contains("2 of 4 claims").contains("Claim 2");
    assertThat(score.evidence().get("claims")).hasSize(5);
    assertThat(judge(claims("SUPPORTED", "x")).definition().failureMode())
        .isEqualTo(FailureMode.HALLUCINATED);
  }

  @Test
  void evaluate_quoteThatIsNotInTheContext_isMarkedAndDoesNotCount() {
    Score.Scored score =
        scored(
            judge(claims("SUPPORTED", "The basic plan costs 12 euros a month.")),
            "It costs 12 euros.");

    assertThat(score.value()).isZero();
    assertThat(score.label()).isEqualTo("unsupported");
    assertThat(score.explanation()).contains("the quote given for it is not in the context");
    assertThat(score.evidence().at("/claims/0/status").stringValue()).isEqualTo("SUPPORTED");
    assertThat(score.evidence().at("/claims/0/counted_as").stringValue()).isEqualTo("UNSUPPORTED");
    assertThat(score.evidence().at("/claims/0/evidence_in_context").booleanValue()).isFalse();
  }

  @Test
  void evaluate_modelThatClaimsItsOwnScore_isNotBelieved() {
    String reply = claims("UNSUPPORTED", "").replace("{\"claims\"", "{\"score\": 1, \"claims\"");

    assertThat(scored(judge(reply), "x").value()).isZero();
  }

  @Test
  void evaluate_nothingCheckable_isNoScoreAndKeepsTheClaims() {
    Score.Unscored score = unscored(judge(claims("NOT_CHECKABLE", "")), "I don't know.");

    assertThat(score.reason())
        .isEqualTo("nothing in the response can be checked against the context");
    assertThat(score.evidence().at("/claims/0/status").stringValue()).isEqualTo("NOT_CHECKABLE");
    assertThat(score.evidence().at("/judge/replies/0/value").isNull()).isTrue();
  }

  @Test
  void evaluate_samplesOfWhichOneChecksNothing_needAQuorum() {
    ScriptedChatModel model =
        ScriptedChatModel.replying(
                claims("NOT_CHECKABLE", ""), claims("SUPPORTED", "Refunds take 14 days"))
            .withSchema();

    assertThat(unscored(by(model, "hallucination", "{'samples': 2}"), "x").reason())
        .contains("can be checked");
    assertThat(scored(by(model, "hallucination", "{'samples': 2, 'quorum': 1}"), "x").value())
        .isEqualTo(1);
  }

  @Test
  void evaluate_passageNamedInsteadOfQuoted_isNoEvidence() {
    assertThat(scored(judge(claims("SUPPORTED", "Passage 1")), "x").value()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"claims\": []}",
        "{\"claims\": \"none\"}",
        "All claims are supported.",
        "{\"claims\": [{\"claim\": \"x\", \"status\": \"TRUE\"}]}",
        "{\"claims\": [{\"claim\": \"\", \"status\": \"SUPPORTED\"}]}",
        "{\"claims\": [\"x\"]}",
      })
  void evaluate_replyWithoutUsableClaims_isUnscored(String reply) {
    assertThat(unscored(judge(reply), "x").reason()).isNotBlank();
  }

  @Test
  void evaluate_proseAroundTheClaims_isReadByTheCode() {
    String quoted = claims("SUPPORTED", "Refunds take 14 days");
    String own =
        claims("UNSUPPORTED", "").replace("{\"claims\"", "{\"code\": \"{code}\", \"claims\"");
    ScriptedChatModel model =
        ScriptedChatModel.replying("Mine:\n" + own + "\nThe text holds " + quoted);

    assertThat(scored(by(model, "hallucination", "{}"), "Hi! " + quoted).value()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "costs 10 EUROS a   month | true",
        "“The basic plan costs 10 euros a month.” | true",
        "The basic plan … 10 euros | true",
        "Refunds [...] 14 days. | true",
        "10 euros … The basic plan | false",
        "the | false",
        "10 | true",
        "14 | true",
        "15 days | false",
        "… | false",
        "costs 10 euro s | false",
        "0 euros a month | false",
        "costs 1 | false",
        "costs 10 | true",
        "lan costs 10 euros | false",
        "price 3 | false",
        "price 3.50 | true",
        "50 each | false",
        "价格是10欧 | true",
        "格是10 | true",
      })
  void quotes_variantsOfTheWording_areFoundOnlyIfTheWordsAreThere(String quote, boolean held) {
    Quotes quotes =
        new Quotes(
            "The basic plan\ncosts 10 euros a month. Refunds take 14 days. The price 3.50 each."
                + " 价格是10欧元");

    assertThat(quotes.hold(quote)).isEqualTo(held);
  }

  @Test
  @Timeout(10)
  void quotes_hostileRuns_takeLinearTime() {
    Quotes quotes = new Quotes("a ".repeat(20_000));

    assertThat(quotes.hold("x" + "-".repeat(190_000) + "x")).isFalse();
    assertThat(quotes.hold("- ".repeat(95_000) + "x")).isFalse();
  }
}
