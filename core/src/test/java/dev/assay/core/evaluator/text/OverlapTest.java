package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.subject;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jaccard, word error rate, and the two ends of a text. */
class OverlapTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(OverlapTest.class, "edit_and_overlap.jsonl");
  }

  // own table, cross-checked with python-Levenshtein
  @ParameterizedTest
  @MethodSource("rows")
  void wer_referenceValues_equal(Vectors.Row row) {
    String a = row.input().get("a").stringValue();
    String b = row.input().get("b").stringValue();
    if (row.expected().get("wer_b_is_reference").isNull()) {
      assertThat(unscored("wer", a, b)).isEqualTo("the expected output has no words");
      return;
    }
    Score.Scored score = scored("wer", a, b);
    assertThat(score.value())
        .isCloseTo(row.expected().get("wer_b_is_reference").doubleValue(), within(1e-12));
    assertThat(score.evidence().get("errors").intValue())
        .isEqualTo(row.expected().get("word_edit_distance").intValue());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void jaccard_referenceValues_equal(Vectors.Row row) {
    String a = row.input().get("a").stringValue();
    String b = row.input().get("b").stringValue();
    assertThat(scored("jaccard", a, b).value())
        .isCloseTo(row.expected().get("jaccard_words").doubleValue(), within(1e-12));
    assertThat(scored("jaccard(case_sensitive=false)", a, b).value())
        .isCloseTo(row.expected().get("jaccard_words_lower").doubleValue(), within(1e-12));
    // Two different texts too short for a run of three have none in common here; the reference
    // takes two empty sets for equal.
    boolean tooShort = a.length() < 3 && b.length() < 3 && !a.equals(b);
    assertThat(scored("jaccard(unit=chars)", a, b).value())
        .isCloseTo(
            tooShort ? 0 : row.expected().get("jaccard_char3_shingles").doubleValue(),
            within(1e-12));
  }

  @Test
  void jaccard_longRuns_countAsShortOnesDo() {
    assertThat(scored("jaccard(unit=chars, n=4)", "abcde", "abcdf").value())
        .isCloseTo(1.0 / 3, within(1e-12));
    assertThat(scored("jaccard(unit=chars, n=1)", "aab", "abc").value())
        .isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void severalReferences_theBestCounts() {
    assertThat(scored("jaccard", "a b", "c", "a b", "a").value()).isEqualTo(1);
    assertThat(scored("wer", "a b", "c", "", "a").value()).isEqualTo(1);
    assertThat(scored("wer(threshold=0.5)", "a b", "a b c d").passed()).isTrue();
    assertThat(scored("wer(threshold=0.4)", "a b", "a b c d").passed()).isFalse();
  }

  @Test
  void wer_caseAndPunctuation_countUnlessAskedNotTo() {
    assertThat(scored("wer", "Hello, world", "hello world").value()).isEqualTo(0.5);
    assertThat(
            scored("wer(case_sensitive=false, punctuation=false)", "Hello, world -", "hello world")
                .value())
        .isZero();
  }

  @Test
  void wer_aLongOutput_goesAboveOne() {
    assertThat(scored("wer", "a b c d e", "a b").value()).isEqualTo(1.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaccard", "jaccard(unit=chars)", "wer"})
  void hostileText_isScored(String expression) {
    String output = "lorem ipsum, dolor.\n".repeat(500_000);
    assertThat(scored(expression, output, "ipsum lorem").value()).isNotNegative();
    double same = scored(expression, "a\0b \ud800 \udc00x", "a\0b \ud800 \udc00x").value();
    assertThat(same).isEqualTo(expression.equals("wer") ? 0 : 1);
    assertThat(scored(expression, "", "some words").value())
        .isEqualTo(expression.equals("wer") ? 1 : 0);
  }

  @Test
  void wer_tooLargeToCompare_isUnscored() {
    Score score =
        new WordErrorRate(true, true, 1_000_000)
            .evaluate(subject("a b ".repeat(5_000), List.of("c d ".repeat(5_000))));
    assertThat(score)
        .isEqualTo(
            Score.unscored(
                "too large to compare: 10000 by 10000 words (expected: output times reference of at"
                    + " most 1000000)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "starts-with(any=[Dear, Hello]) | Hello there | true",
        "starts-with(any=[Dear, Hello]) | hello there | false",
        "starts-with(any=hello, case_sensitive=false) | ` \nHELLO there` | true",
        "starts-with(any=hello, trim=false) | ` hello` | false",
        "starts-with(any=[Hello there you]) | Hello | false",
        "starts-with(any=[' Hello ']) | Hello there | true",
        "starts-with(any=['Hello ']) | Hello | false",
        "ends-with(any=['bye  ']) | good bye | true",
        "ends-with(any=['.', '!']) | `Done. ` | true",
        "ends-with(any=['.', '!']) | Done? | false",
        "ends-with(any=YOU, case_sensitive=false) | thank you | true",
      })
  void edges_texts_decide(String expression, String output, boolean passed) {
    assertThat(scored(expression, output).passed()).isEqualTo(passed);
  }

  @Test
  void edges_noTexts_lookForTheExpectedOutput() {
    assertThat(scored("starts-with", "Yes, of course", "No", "Yes").passed()).isTrue();
    assertThat(scored("ends-with", "so 42", "41").passed()).isFalse();
    assertThat(unscored("ends-with", "x")).isEqualTo("needs an expected output, or texts in any");
    assertThatThrownBy(() -> bind("ends-with(any=[''])"))
        .hasMessageStartingWith("ends-with.any: \"\" (expected: at least one text, none empty)");
  }

  @Test
  void edges_whiteSpaceOfTheExpectedOutput_doesNotCountUnlessAsked() {
    assertThat(scored("starts-with", "Hello world", "Hello world\n").passed()).isTrue();
    assertThat(scored("ends-with", "so Hello world\n", " Hello world\n").passed()).isTrue();
    assertThat(scored("ends-with(trim=false)", "Hello world", "world\n").passed()).isFalse();
  }

  @Test
  void edges_emptyExpectedOutput_isNoPass() {
    assertThat(unscored("starts-with", "anything", ""))
        .isEqualTo("the expected output is empty, and every output starts so");
    assertThat(unscored("ends-with", "anything", " \n"))
        .isEqualTo("the expected output is empty, and every output ends so");
    assertThat(scored("ends-with", "anything", "", "thing").passed()).isTrue();
    assertThat(scored("ends-with", "anything", "", "else").passed()).isFalse();
  }

  @Test
  void edges_failed_showHarmlesslyWhatIsThere() {
    assertThat(scored("starts-with(any=x)", "\u001b[31m" + "y".repeat(10_000_000)).explanation())
        .hasSizeLessThan(120)
        .doesNotContain("\u001b");
    assertThat(scored("ends-with(any=x)", "\ud800\0").passed()).isFalse();
    assertThat(scored("ends-with(any=x)", "").passed()).isFalse();
  }
}
