package dev.assay.otel.span;

import static dev.assay.otel.testing.SpanMaker.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Signal;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpinionsTest {

  private static final String EVENT = "gen_ai.evaluation.result";

  private static Opinions of(@Nullable Object... pairs) {
    return Opinions.of(log(1, EVENT, 5, null, pairs));
  }

  @ParameterizedTest
  @CsvSource({
    "user_feedback, thumbs_up, , THUMBS_UP",
    "feedback, Thumbs_Down, , THUMBS_DOWN",
    "thumbs, , 1, THUMBS_UP",
    "thumbs, , 0, THUMBS_DOWN",
    "user_feedback, , -1, THUMBS_DOWN",
    "user_feedback, regenerate, , RETRY"
  })
  void personsFeedback_isASignal(String name, String label, Double value, Signal.Kind kind) {
    Opinions opinions =
        of(
            "gen_ai.evaluation.name", name,
            "gen_ai.evaluation.score.label", label,
            "gen_ai.evaluation.score.value", value);
    assertThat(opinions.signals()).extracting(Signal::kind).containsExactly(kind);
    assertThat(opinions.signals().get(0).source()).isEqualTo("user");
    assertThat(opinions.scores()).isEmpty();
  }

  @Test
  void stars_areAPersonsScore() {
    Opinions opinions =
        of(
            "gen_ai.evaluation.name", "user_feedback",
            "gen_ai.evaluation.score.value", 4L,
            "gen_ai.evaluation.evaluator.type", "human");
    assertThat(opinions.signals()).isEmpty();
    assertThat(opinions.scores().get(0).annotator()).isEqualTo(Annotator.HUMAN);
    assertThat(opinions.scores().get(0).value()).isEqualTo(4.0);
  }

  @Test
  void judgesFeedback_isAScore() {
    Opinions opinions =
        of(
            "gen_ai.evaluation.name", "feedback",
            "gen_ai.evaluation.score.value", 1L,
            "gen_ai.evaluation.evaluator.type", "llm_judge");
    assertThat(opinions.signals()).isEmpty();
    assertThat(opinions.scores().get(0).annotator()).isEqualTo(Annotator.LLM);
  }

  @Test
  void failedEvaluation_hasNoScoreWhateverElseItSays() {
    Opinions opinions =
        of(
            "gen_ai.evaluation.name", "x",
            "gen_ai.evaluation.score.value", 0.0,
            "gen_ai.evaluation.score.label", "fail",
            "error.type", "timeout");
    assertThat(opinions.scores().get(0).value()).isNull();
    assertThat(opinions.scores().get(0).label()).isNull();
    assertThat(opinions.scores().get(0).error()).isEqualTo("timeout");
  }

  @Test
  void notANumber_isNoScore() {
    assertThat(
            of("gen_ai.evaluation.name", "x", "gen_ai.evaluation.score.value", Double.NaN).scores())
        .isEmpty();
    assertThat(of("gen_ai.evaluation.score.value", 1.0).scores()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Signal.Kind.class)
  void deed_ofEveryKind_isASignal(Signal.Kind kind) {
    String word = kind.name().toLowerCase(Locale.ROOT);
    LogEntry log =
        log(1, Opinions.SIGNAL, 5, null, "assay.signal.kind", word, "assay.signal.comment", "so");
    assertThat(Opinions.of(log).signals()).extracting(Signal::kind).containsExactly(kind);
    assertThat(Opinions.of(log).signals().get(0).comment()).isEqualTo("so");
  }

  @Test
  void id_isTheSameHoweverOftenItIsSent() {
    Object[] pairs = {"gen_ai.evaluation.name", "x", "gen_ai.evaluation.score.value", 0.5};
    assertThat(of(pairs)).isEqualTo(of(pairs));
    assertThat(of(pairs).scores().get(0).id())
        .isNotEqualTo(
            of("gen_ai.evaluation.name", "x", "gen_ai.evaluation.score.value", 0.6)
                .scores()
                .get(0)
                .id());
  }

  @Test
  void subject_mayBeAConversationAlone() {
    LogEntry log = withoutTrace("session.id", "s");
    assertThat(Opinions.of(log).scores().get(0).subject().conversation()).isEqualTo("s");
    assertThat(Opinions.of(withoutTrace("other", "s")).scores()).isEmpty();
  }

  private static LogEntry withoutTrace(String key, String value) {
    Attributes attributes =
        Attributes.of(
            "gen_ai.evaluation.name", "x", "gen_ai.evaluation.score.value", 0.5, key, value);
    return new LogEntry(
        new Origin(Attributes.NONE, "", "", ""), null, null, EVENT, 0, 0, null, attributes);
  }
}
