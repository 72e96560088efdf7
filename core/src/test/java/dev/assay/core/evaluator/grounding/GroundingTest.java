package dev.assay.core.evaluator.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.EvaluatorHarness;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GroundingTest {

  private static final String PLANS =
      "The Team plan costs $9 per member per month. The Business plan costs $16 per member per"
          + " month. The Free plan does not include guests. Monthly plans can be cancelled at any"
          + " time.";

  @Test
  void evaluate_saidInOtherWords_isGrounded() {
    Score.Scored score =
        scored("You pay nine dollars a month for each member on the Team plan.", PLANS);
    assertThat(score.label()).isEqualTo("grounded");
    assertThat(claim(score, 0).get("status").stringValue()).isEqualTo("SUPPORTED");
  }

  @Test
  void evaluate_anotherPrice_isContradictedWithBothFigures() {
    Score.Scored score = scored("The Team plan costs $12 per member per month.", PLANS);
    assertThat(score.label()).isEqualTo("hallucinated");
    assertThat(score.value()).isLessThanOrEqualTo(0.1);
    JsonNode claim = claim(score, 0);
    assertThat(claim.get("status").stringValue()).isEqualTo("CONTRADICTED");
    assertThat(claim.get("reason").stringValue()).isEqualTo("says $12, the context says $9");
    JsonNode evidence = claim.get("evidence");
    assertThat(evidence.get("text").stringValue())
        .isEqualTo("The Team plan costs $9 per member per month.")
        .isEqualTo(
            PLANS.substring(evidence.get("start").intValue(), evidence.get("end").intValue()));
  }

  @Test
  void evaluate_theOtherPlansPrice_isContradicted() {
    Score.Scored score = scored("The Team plan costs $16 per member per month.", PLANS);
    assertThat(claim(score, 0).get("status").stringValue()).isEqualTo("CONTRADICTED");
  }

  @Test
  void evaluate_negationDropped_isContradicted() {
    Score.Scored score = scored("The Free plan does include guests.", PLANS);
    assertThat(claim(score, 0).get("status").stringValue()).isEqualTo("CONTRADICTED");
  }

  @Test
  void evaluate_invented_namesWhatIsNew() {
    Score.Scored score =
        scored("A dedicated consultant from Zurich visits your office every quarter.", PLANS);
    assertThat(score.label()).isEqualTo("hallucinated");
    assertThat(claim(score, 0).get("status").stringValue()).isEqualTo("UNSUPPORTED");
    assertThat(claim(score, 0).get("reason").stringValue()).contains("zurich");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello! How can I help you today?",
        "I'm sorry, I don't know that.",
        "I don\u2019t have that information.",
        "The description does not mention parking.",
        "Which plan are you on?",
        "Yes"
      })
  void evaluate_nothingToCheck_isNoHallucination(String output) {
    Score.Scored score = scored(output, PLANS);
    assertThat(score.value()).isBetween(0.4, 1.0);
    assertThat(score.label()).isEqualTo("grounded");
    assertThat(score.explanation()).isEqualTo("nothing to check");
    assertThat(claim(score, 0).get("status").stringValue()).isEqualTo("NOT_CHECKABLE");
  }

  @Test
  void evaluate_opinionThatTheContextDoesNotHold_isUnsupported() {
    Score.Scored score = scored("I think the Business plan is a wonderful bargain.", PLANS);
    assertThat(score.label()).isEqualTo("hallucinated");
    assertThat(claim(score, 0).get("status").stringValue()).isEqualTo("UNSUPPORTED");
    assertThat(claim(score, 0).get("reason").stringValue()).startsWith("an opinion");
  }

  @Test
  void evaluate_emptyContextOrOutput_isUnscored() {
    assertThat(score("Something.", " ")).isInstanceOf(Score.Unscored.class);
    assertThat(score("Something.")).isInstanceOf(Score.Unscored.class);
    assertThat(score(" ", PLANS)).isInstanceOf(Score.Unscored.class);
  }

  @Test
  void evaluate_numbersAndNamesInGerman_areCompared() {
    String context = "Der Team-Tarif kostet 9 € pro Monat.";
    assertThat(
            claim(scored("Der Team-Tarif kostet 12 € pro Monat.", context), 0)
                .get("status")
                .stringValue())
        .isEqualTo("CONTRADICTED");
    assertThat(scored("Der Team-Tarif kostet 9,00 € pro Monat.", context).label())
        .isEqualTo("grounded");
  }

  @Test
  void evaluate_hostileOrHuge_isBounded() {
    String hostile = "\u0000\ud800<b>$9</b> \u001b[31m" + "\u0301".repeat(1000);
    assertThat(score(hostile, hostile)).isInstanceOf(Score.Scored.class);
    String huge = "The Team plan costs $9 and more. ".repeat(60_000);
    Score.Scored score = scored(huge, huge);
    assertThat(score.evidence().get("truncated").booleanValue()).isTrue();
    assertThat(score.evidence().get("claims").size())
        .isLessThanOrEqualTo(ClaimSplitter.MOST_CLAIMS + 1);
    assertThat(score("1 ".repeat(20_000), "1 ".repeat(20_000))).isInstanceOf(Score.class);
  }

  @Test
  void evaluate_twice_isTheSame() {
    String output = "The Business plan costs $16 per member. It comes with a free tablet.";
    assertThat(scored(output, PLANS)).isEqualTo(scored(output, PLANS));
  }

  @Test
  void baselines_copiedOutput_areFull() {
    Subject copied = subject("The Team plan costs $9 per member per month.", PLANS);
    assertThat(((Score.Scored) EvaluatorHarness.bind("context-rouge").evaluate(copied)).value())
        .isEqualTo(1);
    assertThat(((Score.Scored) EvaluatorHarness.bind("length").evaluate(copied)).value())
        .isEqualTo(9);
  }

  private static JsonNode claim(Score.Scored score, int index) {
    return score.evidence().get("claims").get(index);
  }

  private static Score.Scored scored(String output, String... context) {
    return (Score.Scored) score(output, context);
  }

  private static Score score(String output, String... context) {
    return EvaluatorHarness.bind("grounding").evaluate(subject(output, context));
  }

  private static Subject subject(String output, String... context) {
    return new Subject(
        Interaction.builder()
            .output(output)
            .context(Arrays.stream(context).map(Passage::of).toList())
            .build(),
        null);
  }
}
