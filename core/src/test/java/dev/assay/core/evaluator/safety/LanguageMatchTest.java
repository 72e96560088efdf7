package dev.assay.core.evaluator.safety;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageMatchTest {

  private static final String GERMAN =
      "Wie kann ich meine Rechnung als Datei herunterladen, wenn ich kein Konto mehr habe?";
  private static final String ENGLISH =
      "You can download the invoice from the link in the message that we have sent to you.";

  @Test
  void evaluate_sameLanguageAsTheInput_passes() {
    Score.Scored score = scoredFor(GERMAN, "Sie können die Rechnung unter dem Link herunterladen.");
    assertThat(score.passed()).isTrue();
    assertThat(score.label()).isEqualTo("de");
  }

  @Test
  void evaluate_otherLanguage_failsAndNamesBoth() {
    Score.Scored score = scoredFor(GERMAN, ENGLISH);
    assertThat(score.value()).isZero();
    assertThat(score.passed()).isFalse();
    assertThat(score.label()).isEqualTo("en");
    assertThat(score.explanation()).matches("en, probability [01]\\.\\d\\d \\(expected: de\\)");
  }

  @Test
  void evaluate_otherScript_failsHoweverShort() {
    Score.Scored score = scoredFor("How do I change my address?", "住所は設定で変更できます。");
    assertThat(score.passed()).isFalse();
    assertThat(score.label()).isEqualTo("ja");
    assertThat(scored("language(expected=en)", "Вы можете изменить адрес.").passed()).isFalse();
  }

  @Test
  void evaluate_shortInput_saysThatItIsUnsure() {
    assertThat(score("How do I change my address?", GERMAN))
        .isInstanceOfSatisfying(
            Score.Unscored.class,
            s ->
                assertThat(s.reason())
                    .startsWith("the input is too short to say for sure")
                    .endsWith(", not en"));
  }

  @Test
  void evaluate_givenLanguage_decidesWithoutAnInput() {
    assertThat(scored("language(expected=en)", ENGLISH).passed()).isTrue();
    assertThat(scored("language(expected=[de, fr])", ENGLISH).passed()).isFalse();
  }

  @Test
  void evaluate_tooShort_isUnscored() {
    assertThat(unscored("language(expected=en)", "OK")).contains("only 2 letters");
    assertThat(unscored("language(expected=en)", "12.50")).contains("no letters");
    assertThat(score("Hm?", ENGLISH))
        .isInstanceOfSatisfying(
            Score.Unscored.class,
            s -> assertThat(s.reason()).startsWith("the input's language could not be told"));
    assertThat(score("", ENGLISH))
        .isEqualTo(Score.unscored("needs an input, or the parameter expected"));
  }

  @Test
  void bind_unknownLanguage_isRefused() {
    assertThatThrownBy(() -> bind("language(expected=english)"))
        .hasMessageContaining("language.expected: english (expected: a language code");
  }

  private static Score.Scored scoredFor(String input, String output) {
    return (Score.Scored) score(input, output);
  }

  private static Score score(String input, String output) {
    Interaction interaction =
        Interaction.builder().input(List.of(Message.user(input))).output(output).build();
    return bind("language").evaluate(new Subject(interaction, null));
  }
}
