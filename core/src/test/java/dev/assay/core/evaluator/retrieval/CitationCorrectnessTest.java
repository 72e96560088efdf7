package dev.assay.core.evaluator.retrieval;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.CpuTime;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitationCorrectnessTest {

  private static final List<Passage> CONTEXT =
      List.of(
          new Passage("refunds", "Refunds are given within 30 days of purchase.", null),
          new Passage("doc-12", "The Business plan costs $16 per member and month.", null),
          new Passage(null, "Support answers within 1,500 minutes on working days.", null));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Refunds are given within 30 days [1].",
        "Refunds are given within 30 days. [1]",
        "Refunds are given within 30 days.[1] The Business plan costs $16 per month.[2]",
        "Refunds are given within 30 days [refunds].",
        "Refunds are given within 30 days [Refunds].",
        "Refunds are given within 30 days [^1].",
        "Refunds are given within 30 days^1.",
        "Refunds are given within 30 days.¹",
        "Refunds are given within 30 days (source: refunds).",
        "Refunds are given within 30 days (Quelle: 1).",
        "Refunds are given within 30 days, and the Business plan costs $16 per month [1, 2].",
        "Refunds are given within 30 days, and the Business plan costs $16 per month [1][doc-12].",
        "Refunds are given within 30 days, Business costs $16, support answers within 1500 minutes"
            + " on working days [1-3].",
        "Refunds are given within 30 days [1].\n\nSources:\n[1] Our terms\n[2] Our prices",
      })
  void evaluate_citationsThatHold_areCorrect(String output) {
    Score.Scored score = scored("citation-correctness", output);
    assertThat(score.value()).as(Json.write(score.evidence())).isEqualTo(1);
    assertThat(score.explanation()).isNull();
  }

  @Test
  void evaluate_sourceThatDoesNotExist_isNamed() {
    Score.Scored score =
        scored(
            "citation-correctness",
            "Refunds are given within 30 days [1]. The Business plan costs $16 [doc-99]. See [7].");
    assertThat(score.value()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(score.explanation())
        .isEqualTo("[doc-99] is not in the context; [7] is not in the context");
    assertThat(score.evidence().at("/citations/1").toString())
        .isEqualTo(
            "{\"source\":\"doc-99\",\"correct\":false,\"problem\":\"is not in the context\","
                + "\"sentence\":\"The Business plan costs $16         .\"}");
  }

  @Test
  void evaluate_sourceThatSaysSomethingElse_isIncorrect() {
    assertThat(
            scored("citation-correctness", "Refunds are given within 30 days of purchase [2].")
                .explanation())
        .startsWith("[2] does not support its sentence: ");
    assertThat(
            scored("citation-correctness", "Refunds are given within 60 days of purchase [1].")
                .explanation())
        .startsWith("[1] does not support its sentence: ")
        .contains("60");
    assertThat(
            scored(
                    "citation-correctness(support=0)",
                    "Refunds are given within 60 days of purchase [2].")
                .value())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Refunds are given within 30 days.",
        "See [our terms](https://example.com) and [x] tick it, [sic].",
        "Use `a[1]` and\n```\nb[2] = c[3]\n```",
        "The room has 20 m² and x^2 is a square of 10^6.",
        "",
      })
  void evaluate_noCitation_isUnscored(String output) {
    assertThat(score("citation-correctness", output))
        .isInstanceOfSatisfying(
            Score.Unscored.class,
            s -> assertThat(s.reason()).isEqualTo("the output cites nothing"));
  }

  @Test
  void evaluate_everySentenceRequired_countsThoseWithout() {
    String output =
        "Hello! Refunds are given within 30 days [1]. The Business plan costs $16 per month."
            + " Let me know if you need more help.";
    Score.Scored lenient = scored("citation-correctness", output);
    assertThat(lenient.value()).isEqualTo(1);
    assertThat(lenient.evidence().get("uncited").toString())
        .isEqualTo("[\"The Business plan costs $16 per month.\"]");
    Score.Scored strict = scored("citation-correctness(require=every-sentence)", output);
    assertThat(strict.value()).isEqualTo(0.5);
    assertThat(strict.explanation())
        .isEqualTo("no citation: \"The Business plan costs $16 per month.\"");
    assertThat(
            scored(
                    "citation-correctness(require=every-sentence)",
                    "The Business plan costs $16 per month.")
                .value())
        .isZero();
  }

  @Test
  void evaluate_ownPattern_isUsedAlone() {
    String expression = "citation-correctness(pattern='<cite>([^<]{1,50})</cite>')";
    assertThat(scored(expression, "Refunds are given within 30 days <cite>refunds</cite>.").value())
        .isEqualTo(1);
    assertThatThrownBy(() -> bind("citation-correctness(pattern='[a')"))
        .hasMessageContaining("citation-correctness.pattern: [a (expected: a Java regular");
  }

  @Test
  void evaluate_noContext_isUnscored() {
    assertThat(
            bind("citation-correctness").evaluate(new Subject(Interaction.ofOutput("[1]"), null)))
        .isEqualTo(Score.unscored("needs context, retrieved or in the example"));
  }

  @Test
  void evaluate_longOutput_isSearchedToTheEnd() {
    String output = "Words and more words, 12 of them. ".repeat(60_000) + "Nothing else [9].";
    assertThat(scored("citation-correctness", output).explanation())
        .isEqualTo("[9] is not in the context");
  }

  @Test
  void evaluate_ownPatternThatRunsAway_isUnscored() {
    assertThat(score("citation-correctness(pattern='((a|aa)+)+b')", "a".repeat(5_000)))
        .isInstanceOfSatisfying(
            Score.Unscored.class, s -> assertThat(s.reason()).endsWith("on this output"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[1]",
        "[1",
        "[1] ",
        "`",
        "```",
        "a[1]. ",
        "(source: ",
        "^1",
        "¹",
        "\u0000",
        "\ud800",
        "[1-50]",
        "[" + "a-",
        "sources\n",
        "1,",
        "\n"
      })
  void evaluate_hostileText_endsSoon(String unit) {
    long start = CpuTime.nanos();
    String text = unit.repeat(300_000 / unit.length());
    assertThat(score("citation-correctness(require=every-sentence)", text)).isNotNull();
    assertThat((CpuTime.nanos() - start) / 1e9).isLessThan(15);
  }

  private static Score.Scored scored(String expression, String output) {
    Score score = score(expression, output);
    assertThat(score).isInstanceOf(Score.Scored.class);
    return (Score.Scored) score;
  }

  private static Score score(String expression, String output) {
    Interaction interaction = Interaction.builder().context(CONTEXT).output(output).build();
    return bind(expression).evaluate(new Subject(interaction, null));
  }
}
